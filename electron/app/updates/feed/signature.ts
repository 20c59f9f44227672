import type { KeyObject } from 'node:crypto';
import { createHash, createPublicKey, sign, verify } from 'node:crypto';

/** Bytes of a signature file; a line has 106. */
export const maxSignatureFile = 4_096;

/** The extension of the signature of an update file. */
export const signatureExtension = '.sig';

const exportKey = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });

/** A public key in the form of `update-keys.ts`. */
export const formatKey = (key: KeyObject): string => exportKey(key).toString('base64');

/** Names a public key: the first 16 hex digits of its SHA-256. */
const identifyKey = (key: KeyObject): string =>
  createHash('sha256').update(exportKey(key)).digest('hex').slice(0, 16);

/** The name is signed as well, so that the file of one channel or system cannot take the place of another. */
const createMessage = (name: string, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`ecr-image-replicator update file ${name}\n`), content]);

/**
 * Signs an update file. A file that is signed with several keys has a line of each.
 *
 * @returns the line `<key> <signature in base64>`.
 */
export function signUpdateFile(name: string, content: Uint8Array, privateKey: KeyObject): string {
  const signature = sign(null, createMessage(name, content), privateKey);
  return `${identifyKey(createPublicKey(privateKey))} ${signature.toString('base64')}\n`;
}

const linePattern = /^([0-9a-f]{16}) ([A-Za-z0-9+/]{86}==)$/;

/** @param key in the form of `update-keys.ts`. @throws Error when it is no Ed25519 key. */
function parseKey(key: string): KeyObject {
  const parsed = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
  if (parsed.asymmetricKeyType !== 'ed25519') throw new Error('An update key is not an Ed25519 key.');
  return parsed;
}

export type Verification = 'valid' | 'no-signature' | 'other-key' | 'wrong';

/**
 * Verifies the signature file of an update file.
 *
 * @param name of the update file, without a folder.
 * @param keys in the form of `update-keys.ts`.
 */
export function verifyUpdateFile(
  name: string,
  content: Uint8Array,
  signatureFile: string,
  keys: readonly string[],
): Verification {
  const signatures = signatureFile.split('\n').flatMap((line) => {
    const [, id, signature] = linePattern.exec(line.trim()) ?? [];
    return id === undefined || signature === undefined ? [] : [{ id, signature }];
  });
  if (signatures.length === 0) return 'no-signature';
  const message = createMessage(name, content);
  const known = keys
    .map(parseKey)
    .flatMap((key) =>
      signatures.filter(({ id }) => id === identifyKey(key)).map(({ signature }) => ({ key, signature })),
    );
  if (known.length === 0) return 'other-key';
  return known.some(({ key, signature }) => verify(null, message, key, Buffer.from(signature, 'base64')))
    ? 'valid'
    : 'wrong';
}
