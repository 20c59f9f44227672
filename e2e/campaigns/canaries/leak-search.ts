/** Searches texts for secrets and their parts, in any encoding, in time proportional to the length of the text. */
export interface LeakSearch {
  add(secret: string): void;
  /** The secrets in the text, each with its first position. */
  find(text: string): readonly Leak[];
}

export interface Leak {
  readonly secret: string;
  /** UTF-16 units before it. */
  readonly at: number;
}

/** Shorter forms are not searched for: any text can contain them. */
const shortest = 8;

/** Base64 of a text within a longer encoded text, without the characters that it shares with its neighbors. */
const base64Within = (secret: string): readonly string[] =>
  [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('x'.repeat(shift) + secret).toString('base64');
    return encoded.slice(shift === 0 ? 0 : 4, -4);
  });

function formsOf(secret: string): readonly string[] {
  const part = secret.length > 48 ? secret.slice(24, 48) : secret;
  const forms = [
    part,
    encodeURIComponent(part),
    JSON.stringify(secret).slice(1, -1),
    ...base64Within(secret),
  ];
  return [...new Set(forms)].filter((form) => form.length >= shortest);
}

const places = 2 ** 16;
/** Key of the four characters from an index. */
const hashAt = (text: string, at: number): number =>
  (text.charCodeAt(at) * 2_039 +
    text.charCodeAt(at + 1) * 181 +
    text.charCodeAt(at + 2) * 13 +
    text.charCodeAt(at + 3)) %
  places;

export function createLeakSearch(): LeakSearch {
  const secrets = new Set<string>();
  const beginnings = new Uint8Array(places);
  const byBeginning = new Map<string, { readonly form: string; readonly secret: string }[]>();
  return {
    add(secret) {
      if (secret.length < shortest || secrets.has(secret)) return;
      secrets.add(secret);
      for (const form of formsOf(secret)) {
        beginnings[hashAt(form, 0)] = 1;
        const beginning = form.slice(0, shortest);
        const known = byBeginning.get(beginning) ?? [];
        byBeginning.set(beginning, known);
        known.push({ form, secret });
      }
    },
    find(text) {
      const found = new Map<string, Leak>();
      for (let at = 0; at + shortest <= text.length; at += 1) {
        if (beginnings[hashAt(text, at)] === 0) continue;
        for (const { form, secret } of byBeginning.get(text.slice(at, at + shortest)) ?? [])
          if (text.startsWith(form, at) && !found.has(secret)) found.set(secret, { secret, at });
      }
      return [...found.values()];
    },
  };
}
