import { inspect } from 'node:util';

/** Minimum length of a secret in UTF-16 units: shorter texts occur by chance in other words. */
export const minSecretLength = 8;

const percentEncode = (text: string): string => {
  try {
    return encodeURIComponent(text).replaceAll(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    // An unpaired surrogate cannot be encoded.
    return text;
  }
};

const lowerCaseEscapes = (text: string): string =>
  text.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

const encodeComponent = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch {
    // An unpaired surrogate cannot be encoded.
    return text;
  }
};

const formEncode = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);

/** Encodes as in `https://name:password@host`. */
function encodePassword(text: string): string {
  const url = new URL('http://host');
  url.password = text;
  return url.password;
}

/** The forms in a query, a form or an address, in all variants that programs use. */
function listUrlForms(text: string): readonly string[] {
  const forms = [percentEncode(text), encodeComponent(text), formEncode(text), encodePassword(text)];
  return forms.flatMap((form) => [
    form,
    lowerCaseEscapes(form),
    form.replaceAll('%20', '+'),
    percentEncode(form),
    encodeComponent(form),
  ]);
}

const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Escapes what is not ASCII, as `json.dumps` of Python does. */
const escapeNonAscii = (text: string): string =>
  text.replaceAll(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The forms in a JSON string, in JSON inside a JSON string, and with the escapes of other programs and Node's `inspect`. */
function listStringForms(text: string): readonly string[] {
  const json = escapeJson(text);
  return [
    json,
    escapeNonAscii(json),
    escapeJson(json),
    json.replaceAll('/', String.raw`\/`),
    json.replaceAll(/[=&<>'+/]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
    json.replaceAll(/[=&<>']/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
    inspect(text).slice(1, -1),
    escapeJson(inspect(text).slice(1, -1)),
  ];
}

/** The entities of quotes and apostrophes differ between programs. */
const quoteEntities = [
  ['&quot;', '&#39;'],
  ['&#34;', '&#39;'],
  ['&quot;', '&#x27;'],
  ['&quot;', '&apos;'],
] as const;

function listXmlForms(text: string): readonly string[] {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return quoteEntities.map(([quote, apostrophe]) =>
    escaped.replaceAll('"', quote).replaceAll("'", apostrophe),
  );
}

/** The bytes as hexadecimal digits. */
function listHexForms(text: string): readonly string[] {
  const hex = Buffer.from(text).toString('hex');
  return [hex, hex.toUpperCase()];
}

/** Leading base64 characters that depend on preceding bytes, by the number of those bytes modulo three. */
const sharedAtStart = [0, 2, 3] as const;

/**
 * The base64 forms of a text inside a longer text, for each alignment to three bytes, without the characters that also
 * encode bytes around it.
 */
function listBase64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return sharedAtStart.flatMap((shared, offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const isSharedAtEnd = (offset + bytes.length) % 3 !== 0;
    const standard = encoded.slice(shared, isSharedAtEnd ? -1 : undefined);
    return [standard, standard.replaceAll('+', '-').replaceAll('/', '_'), percentEncode(standard)];
  });
}

/** A form in which a text can contain a secret. */
export interface SecretForm {
  readonly text: string;
  /** Whether the form is part of a longer word, such as the base64 of a user name and password. */
  readonly isPart: boolean;
}

/** Lists every form in which a text can contain a secret; each is long enough not to match by chance. */
export function listForms(secret: string): readonly SecretForm[] {
  const whole = new Set([
    secret,
    ...listUrlForms(secret),
    ...listStringForms(secret),
    ...listXmlForms(secret),
  ]);
  return [
    ...[...whole].map((text) => ({ text, isPart: false })),
    ...[...new Set([...listBase64Forms(secret), ...listHexForms(secret)])]
      .filter((text) => !whole.has(text))
      .map((text) => ({ text, isPart: true })),
  ].filter(({ text }) => text.length >= minSecretLength);
}
