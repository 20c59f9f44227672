import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';

const jwk = z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() });
const header = z.object({ alg: z.literal('ES256'), typ: z.literal('dpop+jwt'), jwk });
const payload = z.object({ jti: z.string(), htm: z.string(), htu: z.string(), iat: z.number() });

/** The public key of an application, which proves that it has the private one. */
export type ProofKey = Readonly<z.infer<typeof jwk>>;

/** A proof of possession with a valid signature. */
export interface DpopProof {
  readonly key: ProofKey;
  readonly id: string;
  /** The request that the proof is for. */
  readonly method: string;
  readonly url: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

/**
 * Reads a `DPoP` header (RFC 9449, section 4.2) and checks its signature against the key in it.
 *
 * @returns undefined for an invalid proof
 */
export function readDpopProof(text: string): DpopProof | undefined {
  try {
    const [head = '', body = '', signature = ''] = text.split('.');
    const { jwk: key } = header.parse(decode(head));
    const { jti: id, htm: method, htu: url, iat: issuedAt } = payload.parse(decode(body));
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' });
    const isSigned = verify(
      'sha256',
      Buffer.from(`${head}.${body}`),
      { key: publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    return isSigned ? { key, id, method, url, issuedAt } : undefined;
  } catch {
    return undefined;
  }
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}
