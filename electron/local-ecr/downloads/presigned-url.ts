import { createHash } from 'node:crypto';
import { compactTime } from '../sigv4/authenticate.ts';
import { hmac } from '../sigv4/signature.ts';

/** In seconds: the lifetime of ECR's layer URLs. */
export const lifetime = 3600;

/**
 * A URL in the form of a presigned S3 URL: it gives GET access to the object without credentials until it expires. Only
 * the host and the query are signed.
 */
export function presign(
  { origin, host }: URL,
  objectPath: string,
  serial: number,
  region: string,
  secret: Buffer,
): string {
  const timestamp = compactTime(Date.now());
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `LOCALECR${serial}/${timestamp.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Date': timestamp,
    'X-Amz-Expires': String(lifetime),
    'X-Amz-SignedHeaders': 'host',
  });
  query.set('X-Amz-Signature', signature('GET', host, objectPath, query, secret));
  return `${origin}${objectPath}?${query.toString()}`;
}

/** The content of a URL whose signature is correct. */
export interface PresignedClaim {
  /** The number of the URL in the order of issue, so that all up to one can be made to expire. */
  readonly serial: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** @returns undefined when the URL was not signed by this secret for this method, host and path */
export function readPresigned(
  method: string,
  host: string,
  url: URL,
  secret: Buffer,
): PresignedClaim | undefined {
  const query = new URLSearchParams(url.searchParams);
  const given = query.get('X-Amz-Signature');
  query.delete('X-Amz-Signature');
  if (given === null || given !== signature(method, host, url.pathname, query, secret)) return undefined;
  const date = query.get('X-Amz-Date') ?? '';
  const iso = date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  const serial = /^LOCALECR(\d+)\//.exec(query.get('X-Amz-Credential') ?? '')?.[1];
  return { serial: Number(serial), expiresAt: Date.parse(iso) + Number(query.get('X-Amz-Expires')) * 1000 };
}

function signature(
  method: string,
  host: string,
  path: string,
  query: URLSearchParams,
  secret: Buffer,
): string {
  const parameters = [...query].map(([name, value]) => `${name}=${value}`).toSorted();
  const canonical = [method, host, path, ...parameters].join('\n');
  return hmac(secret, createHash('sha256').update(canonical).digest('hex')).toString('hex');
}
