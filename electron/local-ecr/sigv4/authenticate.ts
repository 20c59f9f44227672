import { timingSafeEqual } from 'node:crypto';
import type { Accounts, Caller } from '../accounts/accounts.ts';
import { EcrError } from '../registry/ecr-error.ts';
import { parseAuthorization, type AuthorizationHeader } from './authorization-header.ts';
import { canonicalRequest, sha256Hex, signatureOf, type SignableRequest } from './signature.ts';

const fiveMinutes = 5 * 60 * 1000;

export interface Authenticated {
  readonly caller: Caller;
  /** From the credential scope: ECR has one endpoint per region, the local ECR has one for all regions. */
  readonly region: string;
}

/**
 * Finds the caller of a request and verifies its signature.
 *
 * @param service the service in the credential scope: `ecr` or `sts`
 * @param now milliseconds since 1970, by the clock that the signature's time is compared with
 * @throws EcrError MissingAuthenticationTokenException, UnrecognizedClientException, ExpiredTokenException,
 * InvalidSignatureException
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function authenticate(
  request: Omit<SignableRequest, 'bodyHash'> & { readonly body: Uint8Array },
  service: string,
  accounts: Accounts,
  now = Date.now(),
): Authenticated {
  const header = request.headers['authorization'];
  if (header === undefined)
    throw new EcrError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  const authorization = parseAuthorization(String(header));
  if (!authorization) throw incompleteSignature();
  const caller = accounts.callerOf(authorization.accessKeyId);
  if (!caller) throw unrecognized();
  requireSessionToken(request.headers, caller);
  if (accounts.isExpired(caller, now)) {
    throw new EcrError('ExpiredTokenException', 'The security token included in the request is expired');
  }
  requireScope(authorization, service, request.headers);
  requireSignature(request, authorization, caller, now);
  return { caller, region: authorization.region };
}

function requireSessionToken(headers: SignableRequest['headers'], { principal }: Caller): void {
  if (headers['x-amz-security-token'] !== principal.sessionToken) throw unrecognized();
}

function requireScope(
  authorization: AuthorizationHeader,
  service: string,
  headers: SignableRequest['headers'],
): void {
  if (authorization.service !== service) {
    throw invalidSignature(`Credential should be scoped to correct service: '${service}'. `);
  }
  const mustBeSigned = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (mustBeSigned.some((name) => !authorization.signedHeaders.includes(name))) throw incompleteSignature();
}

function requireSignature(
  request: SignableRequestWithBody,
  authorization: AuthorizationHeader,
  { principal }: Caller,
  now: number,
): void {
  const timestamp = String(request.headers['x-amz-date'] ?? '');
  requireRecent(timestamp, authorization.date, now);
  const bodyHash = sha256Hex(request.body);
  const declaredHash = request.headers['x-amz-content-sha256'] ?? bodyHash;
  const expected = signatureOf({ ...request, bodyHash }, authorization, principal.secretAccessKey, timestamp);
  if (declaredHash === bodyHash && isSame(expected, authorization.signature)) return;
  const canonical = canonicalRequest({ ...request, bodyHash }, authorization.signedHeaders);
  throw invalidSignature(
    `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'${canonical}'\n`,
  );
}

type SignableRequestWithBody = Omit<SignableRequest, 'bodyHash'> & { readonly body: Uint8Array };

/** @param timestamp for example 20261123T101500Z. */
function requireRecent(timestamp: string, scopeDate: string, now: number): void {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp);
  if (!match || !timestamp.startsWith(scopeDate)) throw incompleteSignature();
  const [, year, month, day, hours, minutes, seconds] = match;
  const signedAt = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  if (signedAt < now - fiveMinutes) {
    const limit = compactTime(now - fiveMinutes);
    throw invalidSignature(
      `Signature expired: ${timestamp} is now earlier than ${limit} (${compactTime(now)} - 5 min.)`,
    );
  }
  if (signedAt > now + fiveMinutes) {
    const limit = compactTime(now + fiveMinutes);
    throw invalidSignature(
      `Signature not yet current: ${timestamp} is still later than ${limit} (${compactTime(now)} + 5 min.)`,
    );
  }
}

/** Formats a time as SigV4 does: 20261123T101500Z. */
export function compactTime(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

const invalidSignature = (message: string) => new EcrError('InvalidSignatureException', message);
const unrecognized = () =>
  new EcrError('UnrecognizedClientException', 'The security token included in the request is invalid.');
const incompleteSignature = () =>
  new EcrError('IncompleteSignatureException', 'The request signature does not conform to AWS standards.');
