import { createHash, createHmac } from 'node:crypto';
import type { AuthorizationHeader } from './authorization-header.ts';

/** The parts of a request that Signature Version 4 uses. */
export interface SignableRequest {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly bodyHash: string;
}

/** Computes the signature with a secret access key (AWS Signature Version 4, header form). */
export function signatureOf(
  request: SignableRequest,
  authorization: AuthorizationHeader,
  secretAccessKey: string,
  timestamp: string,
): string {
  const { date, region, service } = authorization;
  const scope = `${date}/${region}/${service}/aws4_request`;
  const canonical = canonicalRequest(request, authorization.signedHeaders);
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, sha256Hex(canonical)].join('\n');
  return hmac(signingKey(secretAccessKey, date, region, service), toSign).toString('hex');
}

/** The key of the last request with each secret: a client also derives one for all its requests of a day. */
const signingKeys = new Map<string, { readonly scope: string; readonly key: Buffer }>();

function signingKey(secretAccessKey: string, date: string, region: string, service: string): Buffer {
  const scope = [date, region, service].join('/');
  const known = signingKeys.get(secretAccessKey);
  if (known?.scope === scope) return known.key;
  const key = [date, region, service, 'aws4_request'].reduce<Buffer>(
    hmac,
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  // Temporary credentials are followed by others.
  if (signingKeys.size >= 100) signingKeys.clear();
  signingKeys.set(secretAccessKey, { scope, key });
  return key;
}

export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

export function hmac(key: Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** The canonical request; AWS returns it when the signature does not match, including the session token. */
export function canonicalRequest(request: SignableRequest, signedHeaders: readonly string[]): string {
  const [path = '/', query = ''] = request.url.split('?', 2);
  const headers = signedHeaders.map((name) => `${name}:${canonicalValue(request.headers[name])}\n`);
  return [
    request.method,
    path,
    query.split('&').toSorted().join('&'),
    headers.join(''),
    signedHeaders.join(';'),
    request.bodyHash,
  ].join('\n');
}

function canonicalValue(value: string | readonly string[] | undefined): string {
  return [value ?? ''].flat().join(',').trim().replaceAll(/ +/g, ' ');
}
