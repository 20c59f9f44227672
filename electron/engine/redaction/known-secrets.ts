import { FormIndex } from './form-index.ts';
import type { Replacement } from './replacement.ts';
import type { SecretForm } from './secret-forms.ts';
import { formsOf, shortestSecret } from './secret-forms.ts';

/** Milliseconds for which a secret is known after it was last seen: twice as long as the longest that AWS gives out for use. */
const lifetime = 24 * 3_600_000;

/** UTF-16 units of a secret that are known: its beginning is enough to find it. */
const longestSecret = 8_192;

interface KnownSecret {
  readonly forms: readonly SecretForm[];
  until: number;
}

/** Secrets that this process has read, been given or made, so that they are found in any text by their value. */
export interface KnownSecrets {
  /** Nothing for a text of fewer than eight characters. */
  remember(...secrets: readonly (string | undefined)[]): void;
  /** For what is given out in large numbers, such as signatures of layer URLs: these never push out other secrets. */
  rememberBriefly(...secrets: readonly (string | undefined)[]): void;
  find(text: string): readonly Replacement[];
  forgetAll(): void;
}

interface Limits {
  /** Secrets of each of the two kinds; the one that was seen longest ago goes first. */
  readonly most: number;
  readonly now: () => number;
}

export function createKnownSecrets({ most = 400, now = Date.now }: Partial<Limits> = {}): KnownSecrets {
  const index = new FormIndex();
  const lasting = new Map<string, KnownSecret>();
  const brief = new Map<string, KnownSecret>();

  const forget = (known: Map<string, KnownSecret>, secret: string): void => {
    for (const form of known.get(secret)?.forms ?? []) index.remove(form);
    known.delete(secret);
  };

  const expire = (known: Map<string, KnownSecret>): void => {
    for (const [secret, { until }] of known) {
      // In the order in which they were seen.
      if (until > now() && known.size <= most) return;
      forget(known, secret);
    }
  };

  const note = (known: Map<string, KnownSecret>, text: string | undefined): void => {
    if (text === undefined || text.length < shortestSecret) return;
    const secret = text.slice(0, longestSecret);
    const forms = known.get(secret)?.forms ?? formsOf(secret);
    if (!known.has(secret)) for (const form of forms) index.add(form);
    known.delete(secret);
    known.set(secret, { forms, until: now() + lifetime });
    expire(known);
  };

  return {
    remember: (...secrets) => secrets.forEach((secret) => note(lasting, secret)),
    rememberBriefly: (...secrets) => secrets.forEach((secret) => note(brief, secret)),
    find(text) {
      expire(lasting);
      expire(brief);
      return index.find(text);
    },
    forgetAll() {
      for (const known of [lasting, brief]) for (const secret of known.keys()) forget(known, secret);
    },
  };
}

/** Of this process: whoever resolves a secret notes it here, and every text that leaves the process is searched for it. */
export const knownSecrets = createKnownSecrets();
