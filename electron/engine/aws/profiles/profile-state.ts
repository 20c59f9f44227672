import type { ProfileState } from '../../../../shared/models/profile.ts';
import { assertNever } from '../../../../shared/models/result.ts';
import type { CachedToken, SignInSession } from './cached-tokens.ts';
import { sessionKey } from './cached-tokens.ts';
import { readCommandLine } from './command-line.ts';
import type { MachineSource, ConfiguredKeys } from './credential-source.ts';
import type { ProfileEntry } from './profile-catalog.ts';
import type { ChainLink } from './profile-chain.ts';
import { findChainProblem } from './profile-chain.ts';

/** The facts that profile states depend on besides the files' values. Times in milliseconds since 1970. */
export interface ProfileFacts {
  readonly now: number;
  /** By `sessionKey`. */
  readonly tokens: ReadonlyMap<string, CachedToken>;
  /** Sentences about tokens that cannot be used or were not saved, by `sessionKey`. */
  readonly tokenProblems: ReadonlyMap<string, string>;
  /** The credentials in memory, by profile. */
  readonly cached: ReadonlyMap<string, { readonly expiresAt: number | undefined }>;
  /** Fingerprints of tokens that AWS refused, and ids of access keys that it reported as expired. */
  readonly refused: ReadonlySet<string>;
  /** Values of `credential_source` that may have credentials on this computer. */
  readonly machineSources: ReadonlySet<MachineSource>;
  /** Paths of web identity token files that do not exist. */
  readonly missingTokenFiles: ReadonlySet<string>;
  /** The times of the files' last changes. */
  readonly changedAt: Readonly<Partial<Record<'config' | 'credentials', number | undefined>>>;
}

const machineNames = { Environment: 'environment', Ec2InstanceMetadata: 'ec2', EcsContainer: 'ecs' } as const;

const cachedExpiry = ({ entry }: ChainLink, { cached, now }: ProfileFacts): number | undefined => {
  const end = cached.get(entry.name)?.expiresAt;
  return end !== undefined && end > now ? end : undefined;
};

function requireSignIn(
  session: SignInSession,
  { tokens, refused, now }: ProfileFacts,
): ProfileState | undefined {
  const token = tokens.get(sessionKey(session));
  if (!token) return { kind: 'sign-in' };
  const isUnusable = refused.has(token.fingerprint) || (token.expiresAt <= now && !token.renews);
  return isUnusable ? { kind: 'sign-in', expiredAt: token.expiresAt } : undefined;
}

function checkKeys(
  { accessKeyId, sessionToken, expiresAt }: ConfiguredKeys,
  { refused, now }: ProfileFacts,
): ProfileState | undefined {
  const isExpired = expiresAt !== undefined && expiresAt <= now;
  const isRefused = sessionToken !== undefined && refused.has(accessKeyId);
  return isExpired || isRefused ? { kind: 'expired', at: expiresAt } : undefined;
}

/** Finds the action that a user has to take before this link gives credentials, once its source does. */
function findRequiredAction(link: ChainLink, facts: ProfileFacts): ProfileState | undefined {
  const { credentialSource, entry } = link;
  const requireMfaCode = (device: string | undefined): ProfileState | undefined =>
    device !== undefined && cachedExpiry(link, facts) === undefined
      ? { kind: 'mfa', profile: entry.name, device }
      : undefined;
  const requireMachine = (source: MachineSource): ProfileState | undefined =>
    facts.machineSources.has(source) ? undefined : { kind: 'needs', what: machineNames[source] };
  switch (credentialSource.kind) {
    case 'keys':
      return checkKeys(credentialSource.keys, facts) ?? requireMfaCode(credentialSource.mfaSerial);
    case 'role':
      return (
        (credentialSource.source.kind === 'machine'
          ? requireMachine(credentialSource.source.source)
          : undefined) ?? requireMfaCode(credentialSource.mfaSerial)
      );
    case 'sso':
    case 'login':
      return requireSignIn(credentialSource, facts);
    case 'machine':
      return requireMachine(credentialSource.source);
    case 'web-identity':
      return facts.missingTokenFiles.has(credentialSource.tokenFile)
        ? { kind: 'needs', what: 'token-file' }
        : undefined;
    case 'process':
    case 'unusable':
      return undefined;
  }
  return assertNever(credentialSource);
}

/** Finds when a link stops giving credentials until a user acts; undefined when it renews them itself. */
function findExpiry(link: ChainLink, facts: ProfileFacts): number | undefined {
  const { credentialSource } = link;
  switch (credentialSource.kind) {
    case 'keys':
      return credentialSource.mfaSerial === undefined
        ? credentialSource.keys.expiresAt
        : cachedExpiry(link, facts);
    case 'role':
      return credentialSource.mfaSerial === undefined ? undefined : cachedExpiry(link, facts);
    case 'sso': {
      const token = facts.tokens.get(sessionKey(credentialSource));
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

/** Derives the state of a chain that needs no action from a user. */
function stateWithoutAction(chain: readonly [ChainLink, ...ChainLink[]], facts: ProfileFacts): ProfileState {
  const [first] = chain;
  const { credentialSource, entry } = chain.at(-1) ?? first;
  const end = cachedExpiry(first, facts);
  if (end !== undefined) return { kind: 'expires', at: end, renews: true };
  switch (credentialSource.kind) {
    case 'keys':
      if (credentialSource.keys.sessionToken !== undefined)
        return { kind: 'expiry-unknown', changedAt: findChangedAt(entry, facts) };
      return chain.length === 1 ? { kind: 'long-lived-key' } : { kind: 'ready' };
    case 'process':
      return facts.cached.has(first.entry.name)
        ? { kind: 'ready' }
        : { kind: 'runs-program', program: readCommandLine(credentialSource.command).program };
    case 'sso':
    case 'login': {
      const at = facts.tokens.get(sessionKey(credentialSource))?.expiresAt ?? 0;
      return at > facts.now ? { kind: 'expires', at, renews: true } : { kind: 'ready' };
    }
    case 'role':
    case 'machine':
    case 'web-identity':
    case 'unusable':
      return { kind: 'ready' };
  }
  return assertNever(credentialSource);
}

function findChangedAt({ sections }: ProfileEntry, facts: ProfileFacts): number | undefined {
  const section = sections.findLast(({ values, unused }) => !unused && values.has('aws_session_token'));
  return section && facts.changedAt[section.fileKind];
}

/**
 * Derives a profile's state. Of the required actions, the one at the end of the chain comes first: the sign-in of a source
 * before the MFA code of a role. Credentials in memory are valid until they expire, even when their source has expired.
 */
export function deriveState(chain: readonly [ChainLink, ...ChainLink[]], facts: ProfileFacts): ProfileState {
  const problem = findChainProblem(chain);
  if (problem) return { kind: 'incomplete', problem: problem.problem };
  const cached = cachedExpiry(chain[0], facts);
  const action = chain
    .toReversed()
    .map((link) => findRequiredAction(link, facts))
    .find((state) => state !== undefined);
  if (action) return cached === undefined ? action : { kind: 'expires', at: cached, renews: false };
  const ends = chain.map((link) => findExpiry(link, facts)).filter((end) => end !== undefined);
  if (ends.length === 0) return stateWithoutAction(chain, facts);
  const earliest = ends.reduce((first, end) => Math.min(first, end));
  return { kind: 'expires', at: Math.max(earliest, cached ?? 0), renews: false };
}
