import { EngineError, hasCode } from '../../errors/engine-error.ts';
import type { Network } from '../network/network.ts';
import { readCachedToken } from '../profiles/cached-tokens.ts';
import { computeFingerprint } from '../profiles/compute-fingerprint.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';
import { endpointOptions } from '../profiles/custom-endpoint.ts';
import { findCredentialSource } from '../profiles/credential-source.ts';
import type { AssumedRole } from '../profiles/assumed-role.ts';
import type { LoadedProfiles, RuntimeFacts } from '../profiles/list-profiles.ts';
import { readProfiles } from '../profiles/list-profiles.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import { buildChain, findChainProblem } from '../profiles/profile-chain.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { findPlace } from '../profiles/summarize-profile.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import { credentialsFromKeys } from '../profiles/aws-credentials.ts';
import type { ChainLinkContext, SourceCredentials } from './chain-link-context.ts';
import { profileUnusableError } from './chain-link-context.ts';
import type { CachedCredentials } from './credential-cache.ts';
import { CredentialCache } from './credential-cache.ts';
import type { AnswerMfa } from './mfa-answers.ts';
import { createMfaAnswers } from './mfa-answers.ts';
import { resolveChainLink } from './resolve-chain-link.ts';
import { findFingerprint, resolveCurrent } from './resolve-current.ts';
import { createSignedInCredentials } from './signed-in-credentials.ts';
import { createUnsavedTokens } from './unsaved-tokens.ts';

/** The credentials of every profile, resolved once for all callers and kept only in memory. */
export interface CredentialStore {
  /**
   * @param region where STS is called for a link of the chain without a region.
   * @throws EngineError that names the profile of the chain to fix, to sign in with, or to enter an MFA code for.
   */
  get(profile: string, region: string): Promise<AwsCredentials>;
  /**
   * Resolves a profile with an MFA code and caches the session.
   *
   * @throws EngineError `mfa-rejected`, or the reason why the profile's source gives no credentials.
   */
  readonly answerMfa: AnswerMfa;
  /**
   * Discards a profile's credentials that AWS reports as expired.
   *
   * @param before discards only credentials that were resolved by then, on the clock of `performance.now`.
   */
  invalidate(profile: string, before?: number): void;
  /**
   * Reads the files again for a profile whose access key AWS does not recognize: the key may have been replaced.
   *
   * @returns whether the profile now gives other credentials than at `before`, on the clock of `performance.now`.
   */
  recheck(profile: string, before: number): Promise<boolean>;
  /** Reads the files and discards credentials that were resolved from other values. */
  refresh(): Promise<LoadedProfiles>;
  /** Discards the credentials of sign-ins whose token file is gone. */
  discardSignedOut(): Promise<void>;
  /** Records that AWS accepts credentials that it refused before. */
  recordAccepted(credentials: AwsCredentials): void;
  facts(): Pick<RuntimeFacts, 'cached' | 'refused' | 'unsaved'>;
  /** Discards everything. */
  reset(): void;
}

interface StoreOptions {
  readonly environment: Environment;
  /** @returns the roles that have a profile besides those of the files. */
  readonly roles: () => readonly AssumedRole[];
  readonly network: Network;
  /** Called when the cached credentials, or the facts about them, change. */
  readonly changed: () => void;
  /** Receives sentences about problems that fail no call. */
  readonly warn: (warning: string) => void;
  /** Receives credentials whose account STS at this endpoint has reported. */
  readonly learnAccount: (credentials: AwsCredentials, endpoint: EndpointOptions) => void;
}

/** The error `profile-unusable` for a name that neither a profile nor a role of this process has. */
export const profileMissingError = (profile: string): EngineError =>
  new EngineError({
    code: 'profile-unusable',
    message: `Profile ${profile} is not in the AWS files. Choose another profile.`,
    retryable: false,
    action: 'choose-profile',
  });

const regionMissingError = (profile: string): EngineError =>
  new EngineError({
    code: 'region-missing',
    message: `Profile ${profile} has no region. Choose a region.`,
    retryable: false,
    action: 'choose-region',
  });

const needsMfaCode = ({ credentialSource }: ChainLink): boolean =>
  (credentialSource.kind === 'keys' || credentialSource.kind === 'role') &&
  credentialSource.mfaSerial !== undefined;

/** @throws EngineError when there is no such profile. */
function findChain(profile: string, { catalog, files: [config, credentials] }: LoadedProfiles) {
  const entry = catalog.profiles.get(profile);
  if (!entry) throw profileMissingError(profile);
  const chain = buildChain(entry, catalog);
  const paths = { config: config.path, credentials: credentials.path };
  return { chain, paths, problem: findChainProblem(chain) };
}

/** Creates a store that reads the AWS files at each call and resolves profiles on demand. */
export function createCredentialStore({
  environment,
  roles,
  network,
  changed,
  warn,
  learnAccount,
}: StoreOptions): CredentialStore {
  const unsaved = createUnsavedTokens({ environment, changed, warn });
  const signedIn = createSignedInCredentials({
    environment,
    network,
    reportTokenSave: unsaved.reportTokenSave,
  });
  const caches = new Map<string, CredentialCache>();
  /** The region in which each profile was last used. */
  const regions = new Map<string, string>();
  /** Access key ids and token fingerprints. */
  const refused = new Set<string>();

  const getCache = (profile: string): CredentialCache => {
    const cache = caches.get(profile) ?? new CredentialCache();
    caches.set(profile, cache);
    return cache;
  };

  const recordRefused = ({ accessKeyId }: AwsCredentials): void => {
    refused.add(accessKeyId);
    changed();
  };

  const invalidate: CredentialStore['invalidate'] = (profile, before) => {
    const cache = getCache(profile);
    const { cached } = cache;
    cache.discard(before);
    if (cached && cache.cached !== cached) recordRefused(cached.credentials);
  };

  const discardWhere = (isObsolete: (profile: string, cached: CachedCredentials) => boolean): void => {
    for (const [profile, cache] of caches) {
      if (!cache.cached || !isObsolete(profile, cache.cached)) continue;
      cache.discard();
      changed();
    }
  };

  const refresh = async (): Promise<LoadedProfiles> => {
    const loaded = await readProfiles(environment, roles());
    discardWhere((profile, cached) => findFingerprint(profile, loaded) !== cached.fingerprint);
    return loaded;
  };

  /** Keys of the files are read from there; all other credentials share the cache of the source profile. */
  const getSource = (profile: string, region: string, loaded: LoadedProfiles): SourceCredentials => {
    const entry = loaded.catalog.profiles.get(profile);
    const credentialSource = entry && findCredentialSource(entry, loaded.catalog, true);
    if (credentialSource?.kind === 'keys')
      return { get: async () => credentialsFromKeys(credentialSource.keys), invalidate: recordRefused };
    return {
      get: () => getFrom(profile, region, async () => loaded),
      invalidate: () => invalidate(profile),
    };
  };

  /** The fingerprint of the token distinguishes a refused token from a new one in the same file. */
  const recordRefusedToken = async ({ credentialSource }: ChainLink, error: unknown): Promise<void> => {
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
    loaded: LoadedProfiles,
    code?: string,
  ): Promise<CachedCredentials> => {
    const { chain, paths, problem } = findChain(profile, loaded);
    const [link] = chain;
    const context: ChainLinkContext = {
      catalog: loaded.catalog,
      environment,
      network,
      signedIn,
      region,
      findPlace: (entry) => findPlace(entry, paths),
      getSource: (name) => getSource(name, region, loaded),
    };
    if (problem)
      throw profileUnusableError(
        problem.link,
        context,
        `Profile ${profile} cannot be used. ${problem.problem}`,
      );
    try {
      const credentials = await resolveChainLink(link, context, code);
      if (link.credentialSource.kind === 'role' || link.credentialSource.kind === 'web-identity')
        learnAccount(credentials, endpointOptions('sts', link.entry, loaded.catalog));
      return {
        credentials,
        fingerprint: computeFingerprint(chain, loaded.catalog),
        renews: !needsMfaCode(link),
        since: performance.now(),
      };
    } catch (error) {
      await recordRefusedToken(link, error);
      throw error;
    }
  };

  const getFrom = (
    profile: string,
    region: string,
    load: () => Promise<LoadedProfiles>,
  ): Promise<AwsCredentials> => {
    regions.set(profile, region);
    return getCache(profile).get(async () => {
      const resolved = await resolveCurrent(profile, {
        load,
        reload: refresh,
        resolve: (loaded) => resolve(profile, region, loaded),
      });
      // The cache stores the credentials after this function has returned.
      queueMicrotask(changed);
      return resolved;
    });
  };

  const tryMfaCode: AnswerMfa = async (profile, code) => {
    const loaded = await refresh();
    const { chain } = findChain(profile, loaded);
    const ownRegion = chain.map(({ entry }) => entry.values.get('region')).find(Boolean);
    const region = regions.get(profile) ?? ownRegion;
    if (region === undefined) throw regionMissingError(profile);
    getCache(profile).set(await resolve(profile, region, loaded, code));
    changed();
  };

  return {
    get: (profile, region) => getFrom(profile, region, refresh),
    answerMfa: createMfaAnswers(tryMfaCode),
    invalidate,
    async recheck(profile, before) {
      await refresh();
      const { cached } = getCache(profile);
      return !cached || cached.since > before;
    },
    refresh,
    async discardSignedOut() {
      const { catalog } = await refresh();
      const signedOut = new Set<string>();
      for (const profile of caches.keys()) {
        const entry = catalog.profiles.get(profile);
        const last = entry && buildChain(entry, catalog).at(-1);
        if (last?.credentialSource.kind !== 'sso' && last?.credentialSource.kind !== 'login') continue;
        if (!(await readCachedToken(last.credentialSource, environment, Date.now()))) signedOut.add(profile);
      }
      discardWhere((profile) => signedOut.has(profile));
    },
    recordAccepted({ accessKeyId }) {
      if (refused.delete(accessKeyId)) changed();
    },
    facts: () => ({
      refused,
      unsaved: unsaved.warnings,
      cached: new Map(
        [...caches].flatMap(([profile, { cached }]) =>
          cached ? [[profile, { expiresAt: cached.credentials.expiration?.getTime() }] as const] : [],
        ),
      ),
    }),
    reset() {
      caches.clear();
      regions.clear();
      refused.clear();
      unsaved.clear();
    },
  };
}
