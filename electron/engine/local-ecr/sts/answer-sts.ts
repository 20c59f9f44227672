import { createHash, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { OpenCall } from '../calls/call-log.ts';
import type { ApiRequest } from '../json-door/api-request.ts';
import { asEcrError } from '../json-door/as-ecr-error.ts';
import { EcrError } from '../registry/ecr-error.ts';
import type { Services } from '../services.ts';
import { authenticate } from '../sigv4/authenticate.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** STS in the query protocol, as far as the app needs it: who signed this request? */
export function answerGetCallerIdentity(
  services: Services,
  request: ApiRequest,
  response: ServerResponse,
  call: OpenCall,
): void {
  try {
    const { caller, region } = authenticate(request, 'sts', services.accounts, services.faults.now());
    const { arn, accessKeyId } = caller.principal;
    call.learn({ principalArn: arn, accountId: caller.accountId, region });
    requireGetCallerIdentity(new URLSearchParams(request.body.toString()).get('Action') ?? '');
    const fault = services.faults.take(['stall', 'server-error', 'throttle', 'expired-token'], call.record);
    if (fault?.kind === 'stall') return;
    if (fault) throw faultErrors[fault.kind];
    call.end('ok');
    const userId = `AIDA${createHash('sha256').update(accessKeyId).digest('hex').slice(0, 17).toUpperCase()}`;
    const result = `<Arn>${arn}</Arn><UserId>${userId}</UserId><Account>${caller.accountId}</Account>`;
    sendXml(
      response,
      200,
      `<GetCallerIdentityResponse xmlns="${namespace}"><GetCallerIdentityResult>${result}</GetCallerIdentityResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    );
  } catch (error) {
    const refused = asEcrError(error);
    call.end(refused.name);
    sendError(response, refused);
  }
}

const faultErrors = {
  'server-error': new EcrError('InternalFailure', 'An internal error occurred.', { status: 500 }),
  throttle: new EcrError('Throttling', 'Rate exceeded'),
  'expired-token': new EcrError(
    'ExpiredTokenException',
    'The security token included in the request is expired',
  ),
} as const;

function requireGetCallerIdentity(action: string): void {
  if (action === 'GetCallerIdentity') return;
  throw new EcrError('InvalidAction', `Could not find operation ${action} for version 2011-06-15`);
}

/** STS's own codes for what ECR calls otherwise. */
const stsCodes: Readonly<Record<string, string>> = {
  ExpiredTokenException: 'ExpiredToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

function sendError(response: ServerResponse, error: EcrError): void {
  const code = stsCodes[error.name];
  const status = code === undefined ? error.status : 403;
  const type = status >= 500 ? 'Receiver' : 'Sender';
  sendXml(
    response,
    status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>${type}</Type><Code>${code ?? error.name}</Code><Message>${escapeXml(error.message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

function sendXml(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(xml);
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
