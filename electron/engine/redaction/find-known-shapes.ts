import type { Replacement } from './replacement.ts';
import { redactRange } from './replacement.ts';

/** Access key ids are not secret, but a log needs only their first and last characters. */
const keyId = /\b(?:A3T|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,124}\b/g;

/** Base64 of `AWS:` and a password: what GetAuthorizationToken gives for a registry. */
const registryAuthorization = /\bQVdTO[g-v][A-Za-z0-9+/]{10,}={0,2}/g;

const webTokenStart = /\beyJ/g;
const webTokenCharacters = /[\w.-]*/y;

/** Minimum length of the header, the first part. */
const minHeaderLength = 11;

/** Finds JSON Web Tokens (RFC 7519), signed or encrypted. */
function findWebTokens(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  let from = 0;
  for (const { index } of text.matchAll(webTokenStart)) {
    if (index < from) continue;
    webTokenCharacters.lastIndex = index;
    const token = webTokenCharacters.exec(text)?.[0] ?? '';
    from = index + token.length;
    if (token.indexOf('.', minHeaderLength) > 0) found.push(redactRange(index, from));
  }
  return found;
}

const keyStart = '-----BEGIN ';
const keyEnd = /-----END [A-Z ]{0,20}PRIVATE KEY-----/g;

/** Finds private keys in PEM, up to their end or the end of the text. */
function findPrivateKeys(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  let position = text.indexOf(keyStart);
  while (position >= 0) {
    const isKey = /^[A-Z ]{0,20}PRIVATE KEY-----/.test(
      text.slice(position + keyStart.length, position + keyStart.length + 40),
    );
    let next = position + keyStart.length;
    if (isKey) {
      keyEnd.lastIndex = next;
      const end = keyEnd.exec(text);
      next = end ? end.index + end[0].length : text.length;
      found.push(redactRange(position, next));
    }
    position = text.indexOf(keyStart, next);
  }
  return found;
}

/** Finds secrets that have characteristic first characters. */
export const findKnownShapes = (text: string): readonly Replacement[] => [
  ...[...text.matchAll(keyId)].map(({ index, 0: id }) => ({
    start: index,
    end: index + id.length,
    text: `${id.slice(0, 4)}…${id.slice(-4)}`,
  })),
  ...[...text.matchAll(registryAuthorization)].map(({ index, 0: found }) =>
    redactRange(index, index + found.length),
  ),
  ...findWebTokens(text),
  ...findPrivateKeys(text),
];
