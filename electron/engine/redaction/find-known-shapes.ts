import type { Replacement } from './replacement.ts';
import { hide } from './replacement.ts';

/** Access key ids are names, not secrets, but a log needs only enough of one to identify it. */
const keyId = /\b(?:A3T|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,124}\b/g;

const webTokenBegins = /\beyJ/g;
const webTokenCharacters = /[\w.-]*/y;

/** So many characters has the first part at least. */
const shortestHeader = 11;

/** JSON web tokens (RFC 7519), signed and encrypted ones. */
function findWebTokens(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  let from = 0;
  for (const { index } of text.matchAll(webTokenBegins)) {
    if (index < from) continue;
    webTokenCharacters.lastIndex = index;
    const token = webTokenCharacters.exec(text)?.[0] ?? '';
    from = index + token.length;
    if (token.indexOf('.', shortestHeader) > 0) found.push(hide(index, from));
  }
  return found;
}

const keyBegins = '-----BEGIN ';
const keyEnds = /-----END [A-Z ]{0,20}PRIVATE KEY-----/g;

/** Private keys in PEM, to their end or to that of the text. */
function findPrivateKeys(text: string): readonly Replacement[] {
  const found: Replacement[] = [];
  let position = text.indexOf(keyBegins);
  while (position >= 0) {
    const isKey = /^[A-Z ]{0,20}PRIVATE KEY-----/.test(
      text.slice(position + keyBegins.length, position + keyBegins.length + 40),
    );
    let next = position + keyBegins.length;
    if (isKey) {
      keyEnds.lastIndex = next;
      const end = keyEnds.exec(text);
      next = end ? end.index + end[0].length : text.length;
      found.push(hide(position, next));
    }
    position = text.indexOf(keyBegins, next);
  }
  return found;
}

/** Finds secrets that their first characters identify. */
export const findKnownShapes = (text: string): readonly Replacement[] => [
  ...[...text.matchAll(keyId)].map(({ index, 0: id }) => ({
    start: index,
    end: index + id.length,
    text: `${id.slice(0, 4)}…${id.slice(-4)}`,
  })),
  ...findWebTokens(text),
  ...findPrivateKeys(text),
];
