import { EngineError, hasCode } from '../../errors/engine-error.ts';
import type { Network } from '../network/network.ts';
import { readCachedToken, sessionKey } from '../profiles/cached-tokens.ts';
import { findCredentialSource } from '../profiles/credential-source.ts';
import { computeFingerprint } from '../profiles/compute-fingerprint.ts';
import type { RuntimeFacts, LoadedProfiles } from '../profiles/list-profiles.ts';
import { readProfiles } from '../profiles/list-profiles.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import { buildChain, findChainProblem } from '../profiles/profile-chain.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { findPlace } from '../profiles/summarize-profile.ts';
import type { ReportTokenSave } from '../sign-in/token-save.ts';
import { describeUnsavedToken } from '../sign-in/token-save.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { credentialsFromKeys } from './aws-credentials.ts';
import type { CachedCredentials } from './credential-cache.ts';
import { CredentialCache } from './credential-cache.ts';
import type { ChainLinkContext, SourceCredentials } from './chain-link-context.ts';
import { unusable } from './chain-link-context.ts';
import { resolveChainLink } from './resolve-chain-link.ts';
import { createSignedInCredentials } from './signed-in-credentials.ts';

/** Every profile's credentials, each resolved once for all that need them and kept in memory alone. */
export interface CredentialStore {
  /**
   * @param region where STS is asked for a hop that names no region itself.
   * @throws EngineError that names the profile of the chain to mend, to sign in with, or to give a code to.
   */
  get(profile: string, region: string): Promise<AwsCredentials>;
  /**
   * Gives a profile the code that it asked for; the session is held from then on.
   * @throws EngineError `mfa-rejected`, or what kept its source from giving credentials.
   */
  answerMfa(profile: string, code: string): Promise<void>;
  /**
   * Forgets a profile's credentials: AWS says that they have expired.
   *
   * @param before only those that had come by then, on the clock of `performance.now`.
   */
  invalidate(profile: string, before?: number): void;
  /**
   * Reads the files once more for a profile whose key AWS does not know: it may have been replaced.
   *
   * @returns whether it will give other credentials than those that it gave by then.
   */
  recheck(profile: string, before: number): Promise<boolean>;
  /** Reads the files afresh and forgets what was resolved from other values. */
  refresh(): Promise<LoadedProfiles>;
  /** Forgets what came from sign-ins that are no more. */
  forgetSignedOut(): Promise<void>;
  /** AWS takes these: whatever it said of them before is void. */
  accepted(credentials: AwsCredentials): void;
  facts(): Pick<RuntimeFacts, 'held' | 'refused' | 'unsaved'>;
  /** Forgets everything. */
  reset(): void;
}

interface StoreOptions {
  readonly environment: Environment;
  readonly network: Network;
  /** Called when something else is held, or known of what is held. */
  readonly changed: () => void;
  /** Something that a person has to know though nothing has failed for it; sentences. */
  readonly warn: (warning: string) => void;
  /** STS or a portal has said whose these are. */
  readonly learnAccount: (credentials: AwsCredentials) => void;
}

const gone = (profile: string): EngineError =>
  new EngineError({
    code: 'profile-unusable',
    message: `There is no profile ${profile} in the AWS files any more. Choose another profile.`,
    retryable: false,
    action: 'choose-profile',
  });

const noRegion = (profile: string): EngineError =>
  new EngineError({
    code: 'region-missing',
    message: `Choose a region first: profile ${profile} has none of its own.`,
    retryable: false,
    action: 'choose-region',
  });

/** Somebody has to give a code for such credentials. */
const takesCode = ({ credentialSource }: ChainLink): boolean =>
  (credentialSource.kind === 'keys' || credentialSource.kind === 'role') &&
  credentialSource.mfaSerial !== undefined;

/** @throws EngineError when there is no such profile. */
function lookUp(profile: string, { catalog, files: [config, credentials] }: LoadedProfiles) {
  const entry = catalog.profiles.get(profile);
  if (!entry) throw gone(profile);
  const chain = buildChain(entry, catalog);
  const paths = { config: config.path, credentials: credentials.path };
  return { chain, paths, problem: findChainProblem(chain) };
}

export function createCredentialStore({
  environment,
  network,
  changed,
  warn,
  learnAccount,
}: StoreOptions): CredentialStore {
  /** What to say of renewed tokens that could not be saved, by `sessionKey`. */
  const unsaved = new Map<string, string>();
  const reportTokenSave: ReportTokenSave = (session, error) => {
    const key = sessionKey(session);
    if (error === undefined) {
      if (unsaved.delete(key)) changed();
      return;
    }
    const warning = describeUnsavedToken(session, environment, error);
    if (unsaved.get(key) === warning) return;
    unsaved.set(key, warning);
    warn(warning);
    changed();
  };
  const signedIn = createSignedInCredentials({ environment, network, reportTokenSave });
  const slots = new Map<string, CredentialCache>();
  const regions = new Map<string, string>();
  const refused = new Set<string>();
  const answers = new Map<string, { readonly code: string; readonly given: Promise<void> }>();

  const slotOf = (profile: string): CredentialCache => {
    const slot = slots.get(profile) ?? new CredentialCache();
    slots.set(profile, slot);
    return slot;
  };

  const refuse = ({ accessKeyId }: AwsCredentials): void => {
    refused.add(accessKeyId);
    changed();
  };

  const invalidate: CredentialStore['invalidate'] = (profile, before) => {
    const slot = slotOf(profile);
    const { held } = slot;
    slot.forget(before);
    if (held && slot.held !== held) refuse(held.credentials);
  };

  const forgetWhere = (isVoid: (profile: string, held: CachedCredentials) => boolean): void => {
    for (const [profile, slot] of slots) {
      if (!slot.held || !isVoid(profile, slot.held)) continue;
      slot.forget();
      changed();
    }
  };

  const refresh = async (): Promise<LoadedProfiles> => {
    const read = await readProfiles(environment);
    forgetWhere((profile, held) => {
      const entry = read.catalog.profiles.get(profile);
      return !entry || computeFingerprint(buildChain(entry, read.catalog), read.catalog) !== held.fingerprint;
    });
    return read;
  };

  /** Keys that stand in the files are read from there; anything else is shared with those who choose the source itself. */
  const sourceOf = (profile: string, region: string, read: LoadedProfiles): SourceCredentials => {
    const entry = read.catalog.profiles.get(profile);
    const credentialSource = entry && findCredentialSource(entry, read.catalog, true);
    if (credentialSource?.kind === 'keys')
      return { get: async () => credentialsFromKeys(credentialSource.keys), invalidate: refuse };
    return {
      get: () => getFrom(profile, region, async () => read),
      invalidate: () => invalidate(profile),
    };
  };

  /** What AWS no longer takes is told from what it has not seen yet by the token's own fingerprint. */
  const noteRefusedToken = async ({ credentialSource }: ChainLink, error: unknown): Promise<void> => {
    if (
      !hasCode(error, 'sign-in-needed') ||
      (credentialSource.kind !== 'sso' && credentialSource.kind !== 'login')
    )
      return;
    const token = await readCachedToken(credentialSource, environment, Date.now());
    if (!token || refused.has(token.fingerprint)) return;
    refused.add(token.fingerprint);
    changed();
  };

  const resolve = async (
    profile: string,
    region: string,
    read: LoadedProfiles,
    code?: string,
  ): Promise<CachedCredentials> => {
    const { chain, paths, problem } = lookUp(profile, read);
    const [link] = chain;
    const context: ChainLinkContext = {
      catalog: read.catalog,
      environment,
      network,
      signedIn,
      region,
      findPlace: (entry) => findPlace(entry, paths),
      sourceOf: (name) => sourceOf(name, region, read),
    };
    if (problem)
      throw unusable(problem.link, context, `Profile ${profile} cannot be used. ${problem.problem}`);
    try {
      const credentials = await resolveChainLink(link, context, code);
      if (link.credentialSource.kind === 'role' || link.credentialSource.kind === 'web-identity')
        learnAccount(credentials);
      return {
        credentials,
        fingerprint: computeFingerprint(chain, read.catalog),
        renews: !takesCode(link),
        since: performance.now(),
      };
    } catch (error) {
      await noteRefusedToken(link, error);
      throw error;
    }
  };

  const getFrom = (
    profile: string,
    region: string,
    readFiles: () => Promise<LoadedProfiles>,
  ): Promise<AwsCredentials> => {
    regions.set(profile, region);
    return slotOf(profile).get(async () => {
      const held = await resolve(profile, region, await readFiles());
      queueMicrotask(changed);
      return held;
    });
  };

  const answer = async (profile: string, code: string): Promise<void> => {
    const read = await refresh();
    const { chain } = lookUp(profile, read);
    const written = chain.map(({ entry }) => entry.values.get('region')).find(Boolean);
    const region = regions.get(profile) ?? written;
    if (region === undefined) throw noRegion(profile);
    slotOf(profile).keep(await resolve(profile, region, read, code));
    changed();
  };

  return {
    get: (profile, region) => getFrom(profile, region, refresh),
    answerMfa(profile, code) {
      const pending = answers.get(profile);
      if (pending?.code === code) return pending.given;
      // A code that comes while another one is being tried is needed only where that one was wrong.
      const given = (
        pending ? pending.given.catch(() => answer(profile, code)) : answer(profile, code)
      ).finally(() => {
        if (answers.get(profile)?.given === given) answers.delete(profile);
      });
      answers.set(profile, { code, given });
      return given;
    },
    invalidate,
    async recheck(profile, before) {
      await refresh();
      const { held } = slotOf(profile);
      return !held || held.since > before;
    },
    refresh,
    async forgetSignedOut() {
      const { catalog } = await refresh();
      const signedOut = new Set<string>();
      for (const profile of slots.keys()) {
        const entry = catalog.profiles.get(profile);
        const last = entry && buildChain(entry, catalog).at(-1);
        if (last?.credentialSource.kind !== 'sso' && last?.credentialSource.kind !== 'login') continue;
        if (!(await readCachedToken(last.credentialSource, environment, Date.now()))) signedOut.add(profile);
      }
      forgetWhere((profile) => signedOut.has(profile));
    },
    accepted({ accessKeyId }) {
      if (refused.delete(accessKeyId)) changed();
    },
    facts: () => ({
      refused,
      unsaved,
      held: new Map(
        [...slots].flatMap(([profile, { held }]) =>
          held ? [[profile, { expiresAt: held.credentials.expiration?.getTime() }] as const] : [],
        ),
      ),
    }),
    reset() {
      slots.clear();
      regions.clear();
      refused.clear();
      unsaved.clear();
    },
  };
}
