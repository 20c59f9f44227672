import { createPrivateKey, createPublicKey, randomUUID, sign } from 'node:crypto';

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/**
 * Proves for one request that this process has the sign-in's private key (RFC 9449, section 4.2).
 *
 * @param key in PEM, on the curve P-256.
 * @param now milliseconds since 1970.
 */
export function createDpopProof(key: string, method: string, url: string, now: number): string {
  const privateKey = createPrivateKey(key);
  const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: 'jwk' });
  const head = encoded({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } });
  const body = encoded({ jti: randomUUID(), htm: method, htu: url, iat: Math.floor(now / 1000) });
  const signature = sign('sha256', Buffer.from(`${head}.${body}`), {
    key: privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${head}.${body}.${signature.toString('base64url')}`;
}
