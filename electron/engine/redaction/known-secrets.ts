import { FormIndex } from './form-index.ts';
import type { Replacement } from './replacement.ts';
import type { SecretForm } from './secret-forms.ts';
import { listForms, minSecretLength } from './secret-forms.ts';

/** Milliseconds for which a secret is stored after its last use: twice the longest session duration of AWS. */
const lifetime = 24 * 3_600_000;

/** UTF-16 units of a secret that are stored: its beginning is sufficient to find it. */
const maxSecretLength = 8_192;

interface KnownSecret {
  readonly forms: readonly SecretForm[];
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** The secrets of this process, for the redaction of texts by value. */
export interface KnownSecrets {
  /** Ignores texts of fewer than eight characters. */
  remember(...secrets: readonly (string | undefined)[]): void;
  /** Stores secrets that occur in large numbers, such as signatures of layer URLs; they never displace other secrets. */
  rememberBriefly(...secrets: readonly (string | undefined)[]): void;
  find(text: string): readonly Replacement[];
  forgetAll(): void;
}

interface Limits {
  /** Maximum number of secrets of each of the two kinds; the least recently used one is removed first. */
  readonly maxSecrets: number;
  readonly now: () => number;
}

export function createKnownSecrets({ maxSecrets = 400, now = Date.now }: Partial<Limits> = {}): KnownSecrets {
  const index = new FormIndex();
  const lasting = new Map<string, KnownSecret>();
  const brief = new Map<string, KnownSecret>();

  const forget = (known: Map<string, KnownSecret>, secret: string): void => {
    for (const form of known.get(secret)?.forms ?? []) index.remove(form);
    known.delete(secret);
  };

  const removeExpired = (known: Map<string, KnownSecret>): void => {
    for (const [secret, { expiresAt }] of known) {
      // The map is in the order of last use.
      if (expiresAt > now() && known.size <= maxSecrets) return;
      forget(known, secret);
    }
  };

  const add = (known: Map<string, KnownSecret>, text: string | undefined): void => {
    if (text === undefined || text.length < minSecretLength) return;
    const secret = text.slice(0, maxSecretLength);
    const forms = known.get(secret)?.forms ?? listForms(secret);
    if (!known.has(secret)) for (const form of forms) index.add(form);
    known.delete(secret);
    known.set(secret, { forms, expiresAt: now() + lifetime });
    removeExpired(known);
  };

  return {
    remember: (...secrets) => secrets.forEach((secret) => add(lasting, secret)),
    rememberBriefly: (...secrets) => secrets.forEach((secret) => add(brief, secret)),
    find(text) {
      removeExpired(lasting);
      removeExpired(brief);
      return index.find(text);
    },
    forgetAll() {
      for (const known of [lasting, brief]) for (const secret of known.keys()) forget(known, secret);
    },
  };
}

/** The secrets of this process. Code that reads or creates a secret registers it here; redaction searches every text for it. */
export const knownSecrets = createKnownSecrets();
