import { inspect } from 'node:util';

/** Shorter texts are found by chance in harmless words, and hide nothing. In UTF-16 units. */
export const shortestSecret = 8;

const percentEncoded = (text: string): string => {
  try {
    return encodeURIComponent(text).replaceAll(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    // Half of a surrogate pair has no such form.
    return text;
  }
};

const lowerCaseEscapes = (text: string): string =>
  text.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());

const looselyEncoded = (text: string): string => {
  try {
    return encodeURIComponent(text);
  } catch {
    // As above.
    return text;
  }
};

const formEncoded = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);

/** As in `https://name:password@host`. */
function loginEncoded(text: string): string {
  const url = new URL('http://host');
  url.password = text;
  return url.password;
}

/** As in a query, a form or an address: each way in which programs write it. */
function urlForms(text: string): readonly string[] {
  const forms = [percentEncoded(text), looselyEncoded(text), formEncoded(text), loginEncoded(text)];
  return forms.flatMap((form) => [
    form,
    lowerCaseEscapes(form),
    form.replaceAll('%20', '+'),
    percentEncoded(form),
    looselyEncoded(form),
  ]);
}

const jsonEscaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Within a JSON string, within JSON in a JSON string, and as other programs and Node's `inspect` escape. */
function stringForms(text: string): readonly string[] {
  const json = jsonEscaped(text);
  return [
    json,
    jsonEscaped(json),
    json.replaceAll('/', String.raw`\/`),
    json.replaceAll(/[=&<>'+/]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
    json.replaceAll(/[=&<>']/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
    inspect(text).slice(1, -1),
    jsonEscaped(inspect(text).slice(1, -1)),
  ];
}

const xmlNames: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const xmlEscaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => xmlNames[character] ?? character);

/** Characters of base64 that depend on what stands before: by how many bytes that is more than a multiple of three. */
const mixedAtStart = [0, 2, 3] as const;

/**
 * What is left of a text within the base64 of a longer one, whichever of its bytes it begins at: without the characters
 * that the bytes around it change.
 */
function base64Forms(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  return mixedAtStart.flatMap((mixed, offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const isMixedAtEnd = (offset + bytes.length) % 3 !== 0;
    const standard = encoded.slice(mixed, isMixedAtEnd ? -1 : undefined);
    return [standard, standard.replaceAll('+', '-').replaceAll('/', '_'), percentEncoded(standard)];
  });
}

/** A form in which a secret may stand in a text. */
export interface SecretForm {
  readonly text: string;
  /** It is part of a longer word, such as the base64 of a name and a password. */
  readonly isPart: boolean;
}

/** Every form in which a secret may stand in a text; each long enough not to match by chance. */
export function formsOf(secret: string): readonly SecretForm[] {
  const whole = new Set([secret, ...urlForms(secret), ...stringForms(secret), xmlEscaped(secret)]);
  return [
    ...[...whole].map((text) => ({ text, isPart: false })),
    ...[...new Set(base64Forms(secret))]
      .filter((text) => !whole.has(text))
      .map((text) => ({ text, isPart: true })),
  ].filter(({ text }) => text.length >= shortestSecret);
}
