import { z } from 'zod';
import { boundedText } from '../../../shared/models/bounds.ts';
import type { PolicyKey, UpdateChannel } from '../../../shared/models/update.ts';
import { policyKeys, updateChannelSchema } from '../../../shared/models/update.ts';

/** What an organization decides for its users. An absent key leaves the decision to the user. */
export interface Policy {
  /** `off`: no request is sent. `notify`: nothing is installed. */
  readonly updates?: 'off' | 'notify' | 'allowed' | undefined;
  readonly updateChecks?: 'automatic' | 'manual' | undefined;
  readonly updateChannel?: UpdateChannel | undefined;
  /** The folder of a mirror, an https URL that ends with a slash. */
  readonly updateFeed?: string | undefined;
}

/** The policy of this computer, read once at the start. */
export type PolicyReading =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'read';
      /** The file or registry key. */
      readonly source: string;
      readonly policy: Policy;
      readonly unknownKeys: readonly string[];
    }
  /** `problem` is a sentence. */
  | { readonly kind: 'failed'; readonly source: string; readonly problem: string };

/** Whether a URL names a folder over https, without a user name, a query or a fragment. */
function isFeed(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return protocol === 'https:' && `${username}${password}${search}${hash}` === '';
}

const withSlash = (text: string): string => (text.endsWith('/') ? text : `${text}/`);

const policySchema = z.object({
  updates: z.enum(['off', 'notify', 'allowed'], 'It must be off, notify or allowed.').optional(),
  updateChecks: z.enum(['automatic', 'manual'], 'It must be automatic or manual.').optional(),
  updateChannel: z.enum(updateChannelSchema.options, 'It must be latest or beta.').optional(),
  updateFeed: boundedText(2_048)
    .refine(isFeed, 'It must be an https URL without a user name, a query and a fragment.')
    .transform(withSlash)
    .optional(),
});

const isKnown = (key: string): key is PolicyKey => policyKeys.some((known) => known === key);

/**
 * Parses the values of a policy. A value that is not understood fails the whole policy, so that a restriction is never
 * lost by a typing error; unknown keys are of a later version and are reported.
 *
 * @param source the file or registry key.
 */
export function parsePolicy(values: unknown, source: string): PolicyReading {
  const record = z.record(z.string(), z.unknown()).safeParse(values);
  if (!record.success) return { kind: 'failed', source, problem: 'It is not a list of keys and values.' };
  const unknownKeys = Object.keys(record.data)
    .filter((key) => !isKnown(key))
    .toSorted();
  const parsed = policySchema.safeParse(record.data);
  if (parsed.success) return { kind: 'read', source, policy: parsed.data, unknownKeys };
  const [issue] = parsed.error.issues;
  return { kind: 'failed', source, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
}

/** Parses the JSON of a policy, as the file of Linux and `plutil` of macOS have it. */
export function parsePolicyText(text: string, source: string): PolicyReading {
  try {
    return parsePolicy(JSON.parse(text), source);
  } catch {
    return { kind: 'failed', source, problem: 'It is not JSON.' };
  }
}
