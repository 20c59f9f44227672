import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { OpenCall } from '../calls/call-log.ts';
import type { EndpointRequest } from '../core/endpoint-request.ts';
import { asEcrError } from '../registry/as-ecr-error.ts';
import { EcrError } from '../registry/ecr-error.ts';
import type { Services } from '../core/services.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';
import type { SignedStsCall } from './query-protocol/sts-call.ts';
import { injectStsFault } from './sts-faults.ts';
import { StsParameters } from './query-protocol/sts-parameters.ts';
import { toXml, type XmlElements } from './query-protocol/xml.ts';

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

const signedOperations: ReadonlyMap<string, (call: SignedStsCall) => XmlElements> = new Map([
  ['GetCallerIdentity', getCallerIdentity],
  ['AssumeRole', assumeRole],
  ['GetSessionToken', getSessionToken],
]);

/** Answers a call of STS in the query protocol: form parameters in the request, XML in the response. */
export function answerSts(
  services: Services,
  request: EndpointRequest,
  response: ServerResponse,
  call: OpenCall,
): void {
  try {
    const parameters = new StsParameters(request.body);
    call.addFacts({ operation: parameters.action, roleArn: parameters.optional('RoleArn') });
    const apply = prepare(services, request, parameters, call);
    const injected = injectStsFault(services, call);
    if (injected === 'stall') return;
    if (injected === 'reset') {
      call.end('reset-request');
      response.destroy();
      return;
    }
    const result = apply();
    call.end('ok');
    if (services.faults.take(['lose-answer'], call.record)) response.destroy();
    else sendResult(response, parameters.action, result);
  } catch (error) {
    const refused = asEcrError(error);
    call.end(refused.name);
    sendError(response, refused);
  }
}

/** Authenticates the caller, if the operation requires a signature. @returns the operation, ready to run. */
function prepare(
  services: Services,
  request: EndpointRequest,
  parameters: StsParameters,
  call: OpenCall,
): () => XmlElements {
  if (parameters.action === 'AssumeRoleWithWebIdentity')
    return () => assumeRoleWithWebIdentity({ services, parameters });
  const { caller, region } = authenticate(request, 'sts', services.accounts, services.faults.now());
  call.addFacts({ principalArn: caller.principal.arn, accountId: caller.accountId, region });
  const run = signedOperations.get(parameters.action);
  if (!run) {
    throw new EcrError(
      'InvalidAction',
      `Could not find operation ${parameters.action} for version 2011-06-15`,
    );
  }
  return () => run({ services, parameters, caller });
}

/** STS error codes that differ from those of ECR. */
const stsCodes: Readonly<Record<string, string>> = {
  ExpiredTokenException: 'ExpiredToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

function sendResult(response: ServerResponse, action: string, result: XmlElements): void {
  const ResponseMetadata = { RequestId: randomUUID() };
  const content = toXml({ [`${action}Result`]: result, ResponseMetadata });
  sendXml(response, 200, `<${action}Response xmlns="${namespace}">${content}</${action}Response>`);
}

function sendError(response: ServerResponse, error: EcrError): void {
  const code = stsCodes[error.name];
  const status = code === undefined ? error.status : 403;
  const Error = {
    Type: status >= 500 ? 'Receiver' : 'Sender',
    Code: code ?? error.name,
    Message: error.message,
  };
  const content = toXml({ Error, RequestId: randomUUID() });
  sendXml(response, status, `<ErrorResponse xmlns="${namespace}">${content}</ErrorResponse>`);
}

function sendXml(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' });
  response.end(xml);
}
