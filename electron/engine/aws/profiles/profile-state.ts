import type { ProfileState } from '../../../../shared/models/profile.ts';
import { assertNever } from '../../../../shared/result.ts';
import type { CachedToken, SignInSession } from './cached-tokens.ts';
import { sessionKey } from './cached-tokens.ts';
import { readCommandLine } from './command-line.ts';
import type { MachineSource, ConfiguredKeys } from './credential-source.ts';
import type { ProfileEntry } from './profile-catalog.ts';
import type { ChainLink } from './profile-chain.ts';
import { findChainProblem } from './profile-chain.ts';

/** What is known of profiles besides the text of their files. Times in milliseconds since 1970. */
export interface ProfileFacts {
  readonly now: number;
  /** By `sessionKey`. */
  readonly tokens: ReadonlyMap<string, CachedToken>;
  /** Why the token of a sign-in cannot be used or was not saved, sentences, by `sessionKey`. */
  readonly tokenProblems: ReadonlyMap<string, string>;
  /** Credentials in memory, by profile, with their end where they have one. */
  readonly held: ReadonlyMap<string, { readonly expiresAt: number | undefined }>;
  /** Fingerprints of tokens that AWS did not take any more, and ids of access keys that it called expired. */
  readonly refused: ReadonlySet<string>;
  /** Places on this machine that may have credentials. */
  readonly machineSources: ReadonlySet<MachineSource>;
  /** Those files of web identity tokens that are not there. */
  readonly missingTokenFiles: ReadonlySet<string>;
  /** When the files were last written. */
  readonly changedAt: Readonly<Partial<Record<'config' | 'credentials', number | undefined>>>;
}

const machineNames = { Environment: 'environment', Ec2InstanceMetadata: 'ec2', EcsContainer: 'ecs' } as const;

const cachedExpiry = ({ entry }: ChainLink, { held, now }: ProfileFacts): number | undefined => {
  const end = held.get(entry.name)?.expiresAt;
  return end !== undefined && end > now ? end : undefined;
};

function signInBlock(
  session: SignInSession,
  { tokens, refused, now }: ProfileFacts,
): ProfileState | undefined {
  const token = tokens.get(sessionKey(session));
  if (!token) return { kind: 'sign-in' };
  const isGone = refused.has(token.fingerprint) || (token.expiresAt <= now && !token.renews);
  return isGone ? { kind: 'sign-in', expiredAt: token.expiresAt } : undefined;
}

function keysBlock(
  { accessKeyId, sessionToken, expiresAt }: ConfiguredKeys,
  { refused, now }: ProfileFacts,
): ProfileState | undefined {
  const isOver = expiresAt !== undefined && expiresAt <= now;
  const isRefused = sessionToken !== undefined && refused.has(accessKeyId);
  return isOver || isRefused ? { kind: 'expired', at: expiresAt } : undefined;
}

/** What somebody has to do before this hop gives credentials, its sources being ready. */
function findRequiredAction(link: ChainLink, known: ProfileFacts): ProfileState | undefined {
  const { credentialSource, entry } = link;
  const mfaCodeNeeded = (device: string | undefined): ProfileState | undefined =>
    device !== undefined && cachedExpiry(link, known) === undefined
      ? { kind: 'mfa', profile: entry.name, device }
      : undefined;
  const needs = (source: MachineSource): ProfileState | undefined =>
    known.machineSources.has(source) ? undefined : { kind: 'needs', what: machineNames[source] };
  switch (credentialSource.kind) {
    case 'keys':
      return keysBlock(credentialSource.keys, known) ?? mfaCodeNeeded(credentialSource.mfaSerial);
    case 'role':
      return (
        (credentialSource.source.kind === 'machine' ? needs(credentialSource.source.source) : undefined) ??
        mfaCodeNeeded(credentialSource.mfaSerial)
      );
    case 'sso':
    case 'login':
      return signInBlock(credentialSource, known);
    case 'machine':
      return needs(credentialSource.source);
    case 'web-identity':
      return known.missingTokenFiles.has(credentialSource.tokenFile)
        ? { kind: 'needs', what: 'token-file' }
        : undefined;
    case 'process':
    case 'unusable':
      return undefined;
  }
  return assertNever(credentialSource);
}

/** When a hop stops giving credentials until somebody acts; undefined where it renews them itself. */
function endOf(link: ChainLink, known: ProfileFacts): number | undefined {
  const { credentialSource } = link;
  switch (credentialSource.kind) {
    case 'keys':
      return credentialSource.mfaSerial === undefined
        ? credentialSource.keys.expiresAt
        : cachedExpiry(link, known);
    case 'role':
      return credentialSource.mfaSerial === undefined ? undefined : cachedExpiry(link, known);
    case 'sso': {
      const token = known.tokens.get(sessionKey(credentialSource));
      return token?.renews ? undefined : token?.expiresAt;
    }
    case 'login':
    case 'machine':
    case 'web-identity':
    case 'process':
    case 'unusable':
      return undefined;
  }
  return assertNever(credentialSource);
}

/** How a chain stands that needs nobody, by where its credentials come from. */
function stateWithoutAction(chain: readonly [ChainLink, ...ChainLink[]], known: ProfileFacts): ProfileState {
  const [first] = chain;
  const { credentialSource, entry } = chain.at(-1) ?? first;
  const end = cachedExpiry(first, known);
  if (end !== undefined) return { kind: 'expires', at: end, renews: true };
  switch (credentialSource.kind) {
    case 'keys':
      if (credentialSource.keys.sessionToken !== undefined)
        return { kind: 'expiry-unknown', changedAt: changedAt(entry, known) };
      return chain.length === 1 ? { kind: 'long-lived-key' } : { kind: 'ready' };
    case 'process':
      return known.held.has(first.entry.name)
        ? { kind: 'ready' }
        : { kind: 'runs-program', program: readCommandLine(credentialSource.command).program };
    case 'sso':
    case 'login': {
      const at = known.tokens.get(sessionKey(credentialSource))?.expiresAt ?? 0;
      return at > known.now ? { kind: 'expires', at, renews: true } : { kind: 'ready' };
    }
    case 'role':
    case 'machine':
    case 'web-identity':
    case 'unusable':
      return { kind: 'ready' };
  }
  return assertNever(credentialSource);
}

function changedAt({ sections }: ProfileEntry, known: ProfileFacts): number | undefined {
  const holder = sections.findLast(({ values, unused }) => !unused && values.has('aws_session_token'));
  return holder && known.changedAt[holder.fileKind];
}

/**
 * How a profile stands. Of what its chain waits for, the farthest from the profile comes first: a sign-in before the
 * code that is given with it. Credentials in memory are good to their end, whatever has ended behind them.
 */
export function deriveState(chain: readonly [ChainLink, ...ChainLink[]], known: ProfileFacts): ProfileState {
  const problem = findChainProblem(chain);
  if (problem) return { kind: 'incomplete', problem: problem.problem };
  const held = cachedExpiry(chain[0], known);
  const block = chain
    .toReversed()
    .map((link) => findRequiredAction(link, known))
    .find((state) => state !== undefined);
  if (block) return held === undefined ? block : { kind: 'expires', at: held, renews: false };
  const ends = chain.map((link) => endOf(link, known)).filter((end) => end !== undefined);
  if (ends.length === 0) return stateWithoutAction(chain, known);
  const earliest = ends.reduce((first, end) => Math.min(first, end));
  return { kind: 'expires', at: Math.max(earliest, held ?? 0), renews: false };
}
