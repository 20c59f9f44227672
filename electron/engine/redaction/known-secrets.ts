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

interface Kind {
  readonly max: number;
  readonly secrets: Map<string, KnownSecret>;
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
  /**
   * Maximum number of lasting secrets; the least recently used one is removed first. Hundreds of profiles have a secret key, a
   * session token and a registry token for each region.
   */
  readonly maxLasting: number;
  readonly maxBrief: number;
  readonly now: () => number;
}

/** Creates an empty store. `knownSecrets` is that of the process; others are for tests and measurements. */
export function createKnownSecrets({
  maxLasting = 2_000,
  maxBrief = 400,
  now = Date.now,
}: Partial<Limits> = {}): KnownSecrets {
  const index = new FormIndex();
  const lasting: Kind = { max: maxLasting, secrets: new Map() };
  const brief: Kind = { max: maxBrief, secrets: new Map() };

  const forget = ({ secrets }: Kind, secret: string): void => {
    for (const form of secrets.get(secret)?.forms ?? []) index.remove(form);
    secrets.delete(secret);
  };

  const removeExpired = (kind: Kind): void => {
    for (const [secret, { expiresAt }] of kind.secrets) {
      // The map is in the order of last use.
      if (expiresAt > now() && kind.secrets.size <= kind.max) return;
      forget(kind, secret);
    }
  };

  const add = (kind: Kind, text: string | undefined): void => {
    if (text === undefined || text.length < minSecretLength) return;
    const secret = text.slice(0, maxSecretLength);
    const forms = kind.secrets.get(secret)?.forms ?? listForms(secret);
    if (!kind.secrets.has(secret)) for (const form of forms) index.add(form);
    kind.secrets.delete(secret);
    kind.secrets.set(secret, { forms, expiresAt: now() + lifetime });
    removeExpired(kind);
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
      for (const kind of [lasting, brief]) for (const secret of kind.secrets.keys()) forget(kind, secret);
    },
  };
}

/** The secrets of this process. Code that reads or creates a secret registers it here; redaction searches every text for it. */
export const knownSecrets = createKnownSecrets();
