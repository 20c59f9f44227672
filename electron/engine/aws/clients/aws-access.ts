import type { ProfileListing } from '../../../../shared/models/profile.ts';
import type { RegistryIdentity, RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { fixProfile } from '../../errors/description.ts';
import { EngineError, hasCode } from '../../errors/engine-error.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { defaultRetryPolicy, withRetry } from '../../async/retry.ts';
import type { ErrorContext } from '../../errors/description.ts';
import { createEcrClients } from './aws-clients.ts';
import { createClientSettings } from '../network/client-settings.ts';
import type { CallerIdentity, IdentityCall } from '../credentials/caller-identity.ts';
import { createCredentialStore, profileMissingError } from '../credentials/credential-store.ts';
import type { ExpectedAccount } from '../credentials/verified-accounts.ts';
import { assertAccount, createVerifiedAccounts } from '../credentials/verified-accounts.ts';
import { createDirectNetwork } from '../network/direct-network.ts';
import type { Network } from '../network/network.ts';
import type { PacingPolicy } from './pacing.ts';
import { createPacing, defaultPacingPolicy } from './pacing.ts';
import type { CredentialProvider } from '../profiles/aws-credentials.ts';
import type { ServiceName } from '../profiles/custom-endpoint.ts';
import type { AssumedRole } from '../profiles/assumed-role.ts';
import { endpointOptions } from '../profiles/custom-endpoint.ts';
import type { LoadedProfiles } from '../profiles/list-profiles.ts';
import { gatherFacts, listProfiles } from '../profiles/list-profiles.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import { buildChain, findChainProblem } from '../profiles/profile-chain.ts';
import type { Environment } from '../profiles/profile-files.ts';
import { deriveState } from '../profiles/profile-state.ts';
import { findAccountId, findPlace } from '../profiles/summarize-profile.ts';
import type { RegistryConnection } from './registry-connection.ts';
import { createRegistryConnection } from './registry-connection.ts';
import type { ServiceConnection } from './service-connection.ts';
import { createServiceConnection } from './service-connection.ts';
import type { Timeouts } from '../network/timeouts.ts';
import { defaultTimeouts } from '../network/timeouts.ts';

/**
 * `cached`: the credentials in memory have changed, and with them the states of profiles. `renewed`: a user has entered
 * an MFA code, signed in or changed the files, so that work that waits for credentials can check them again.
 */
export type CredentialsChange = 'cached' | 'renewed';

/** A service that `openService` opens, with its name in `services` sections of the AWS files. */
const openedServices = { 'Step Functions': 'sfn' } as const satisfies Partial<
  Record<NonNullable<ErrorContext['service']>, ServiceName>
>;
type OpenedService = keyof typeof openedServices;

/** Connects to registries with the profiles of the AWS files, and identifies the profiles. Never prompts or signs in. */
export interface AwsAccess {
  /**
   * @param accountId the account of the plan; every call fails when the profile's credentials belong to another one.
   * @throws EngineError `profile-unusable` when the profile is missing or cannot be used.
   */
  connect(selection: RegistrySelection, accountId?: string): Promise<RegistryConnection>;
  /**
   * Opens a service other than ECR.
   *
   * @throws EngineError `profile-unusable` when the profile is missing or cannot be used.
   */
  openService(profile: string, region: string, service: OpenedService): Promise<ServiceConnection>;
  /**
   * Reads account and ARN from STS (`GetCallerIdentity`, which needs no permission).
   *
   * @throws EngineError `wrong-account` when the files name another account for the profile.
   */
  identify(selection: RegistrySelection, side?: Side): Promise<RegistryIdentity>;
  /** Lists every profile with its state. Reads files only. */
  listProfiles(): Promise<Omit<ProfileListing, 'demo'>>;
  /**
   * Resolves a profile with an MFA code, for both sides and every region.
   *
   * @throws EngineError `mfa-rejected` when AWS rejects the code.
   */
  answerMfa(profile: string, code: string): Promise<void>;
  /** Discards the credentials that were resolved from AWS files or sign-ins that have changed. */
  discardOutdated(): Promise<void>;
  /** @returns a function that removes the listener. */
  onCredentialsChanged(listener: (change: CredentialsChange) => void): () => void;
  /** Discards all credentials and clients, after the environment names other AWS files. */
  reset(): void;
}

export interface AwsAccessOptions {
  readonly environment: Environment;
  /** Returns roles that this process assumes, to be selected by their ARN in place of a profile; none when absent. */
  readonly roles?: () => readonly AssumedRole[];
  readonly retryPolicy?: RetryPolicy;
  readonly pacingPolicy?: PacingPolicy | undefined;
  readonly timeouts?: Timeouts;
  readonly network?: Network;
  /** Account names by account id, as far as sign-ins have reported them. */
  readonly accountNames?: ReadonlyMap<string, string>;
  /** Receives sentences about problems that fail no call, such as a renewed sign-in that cannot be saved. */
  readonly warn?: (warning: string) => void;
}

/** A usable profile and the files that it was read from. */
interface UsableProfile {
  readonly loaded: LoadedProfiles;
  readonly chain: readonly [ChainLink, ...ChainLink[]];
  /** The account that the files name for the profile. */
  readonly expected: readonly ExpectedAccount[];
  readonly call: IdentityCall;
}

/** Creates the access, which keeps credentials only in memory. It reads no file and sends no request before a call. */
export function createAwsAccess({
  environment,
  roles = () => [],
  retryPolicy = defaultRetryPolicy,
  pacingPolicy = defaultPacingPolicy,
  timeouts = defaultTimeouts,
  network = createDirectNetwork(timeouts),
  accountNames = new Map(),
  warn = () => undefined,
}: AwsAccessOptions): AwsAccess {
  const pacing = createPacing(pacingPolicy);
  const clients = createEcrClients(network);
  const accounts = createVerifiedAccounts();
  const listeners = new Set<(change: CredentialsChange) => void>();
  const notify = (change: CredentialsChange): void => {
    for (const listener of listeners) listener(change);
  };
  const store = createCredentialStore({
    environment,
    roles,
    network,
    changed: () => notify('cached'),
    warn,
    learnAccount: (credentials, endpoint) => accounts.learn(credentials, endpoint),
  });
  /** The account of each identified profile: ECR's quotas apply to the account. */
  const accountIds = new Map<string, string>();

  const loadProfile = async ({ profile, region }: RegistrySelection): Promise<UsableProfile> => {
    const loaded = await store.refresh();
    const { catalog, files } = loaded;
    const entry = catalog.profiles.get(profile);
    if (!entry) throw profileMissingError(profile);
    const paths = { config: files[0].path, credentials: files[1].path };
    const chain = buildChain(entry, catalog);
    const problem = findChainProblem(chain);
    if (problem)
      throw new EngineError({
        code: 'profile-unusable',
        message: `Profile ${profile} cannot be used. ${problem.problem}`,
        retryable: false,
        ...fixProfile({ profile: problem.link.name, place: findPlace(problem.link, paths) }),
      });
    for (const link of chain) {
      const bundle = link.entry.values.get('ca_bundle');
      if (bundle) network.trustBundle(bundle);
    }
    const accountId = findAccountId(entry.values, chain[0].credentialSource);
    const call = {
      profile,
      region,
      network,
      endpoint: endpointOptions('sts', entry, catalog),
      profilePlace: findPlace(entry, paths),
    };
    return {
      loaded,
      chain,
      expected: accountId === undefined ? [] : [{ accountId, namedBy: 'files' }],
      call,
    };
  };

  /** Identifies a profile, and resolves it once more when its cached credentials have expired. */
  const identifyProfile = async (call: IdentityCall): Promise<CallerIdentity> => {
    const callSts = async (): Promise<CallerIdentity> => {
      const credentials = await store.get(call.profile, call.region);
      const identity = await accounts.identify(credentials, call);
      store.recordAccepted(credentials);
      return identity;
    };
    const startedAt = performance.now();
    try {
      return await callSts();
    } catch (error) {
      if (!hasCode(error, 'credentials-expired')) throw error;
      store.invalidate(call.profile, startedAt);
      return callSts();
    }
  };

  /** When the profile stops working until a user acts, in milliseconds since 1970. */
  const findExpiry = async ({ loaded, chain }: UsableProfile): Promise<number | undefined> => {
    const state = deriveState(chain, await gatherFacts(loaded, environment, store.facts()));
    return state.kind === 'expires' && !state.renews ? state.at : undefined;
  };

  /** The credentials of a profile for each request of a client, which have to belong to the expected accounts. */
  const provideCredentials = (call: IdentityCall, expected: readonly ExpectedAccount[]): CredentialProvider =>
    Object.assign(
      async () => {
        const resolved = await store.get(call.profile, call.region);
        await accounts.verify(resolved, expected, call);
        return resolved;
      },
      { memoized: true as const },
    );

  return {
    async openService(profile, region, service) {
      const { loaded, chain, expected, call } = await loadProfile({ profile, region });
      const endpoint = endpointOptions(openedServices[service], chain[0].entry, loaded.catalog);
      const settings = createClientSettings(
        { profile, region, endpoint },
        provideCredentials(call, expected),
        network,
      );
      return createServiceConnection(settings, retryPolicy, {
        profile,
        place: call.profilePlace,
        region,
        service,
      });
    },

    async connect(selection, accountId) {
      const { loaded, chain, expected: expectedByFiles, call } = await loadProfile(selection);
      const { profile, region, registryId } = selection;
      const expected: readonly ExpectedAccount[] = [
        ...expectedByFiles,
        ...(accountId === undefined ? [] : [{ accountId, namedBy: 'plan' as const }]),
      ];
      const endpoint = endpointOptions('ecr', chain[0].entry, loaded.catalog);
      return createRegistryConnection({
        client: clients.get({ profile, region, endpoint, expected }, provideCredentials(call, expected)),
        profile,
        profilePlace: call.profilePlace,
        region,
        registryId,
        timeouts,
        network,
        retryPolicy,
        pace: pacing.paceOf(accountIds.get(profile) ?? registryId ?? profile, region),
        credentials: {
          invalidate: (before) => store.invalidate(profile, before),
          recheck: (before) => store.recheck(profile, before),
          check: (signal) => identifyProfile({ ...call, signal }),
        },
      });
    },

    async identify(selection, side) {
      const usable = await loadProfile(selection);
      const { profile, region, registryId } = selection;
      const call = { ...usable.call, side };
      const { accountId, arn } = await withRetry(retryPolicy, undefined, (_number, signal) =>
        identifyProfile({ ...call, signal }),
      );
      assertAccount(accountId, usable.expected, profile, call.profilePlace);
      accountIds.set(profile, accountId);
      const expiresAt = await findExpiry(usable);
      return {
        profile,
        region,
        registryId: registryId ?? accountId,
        accountId,
        arn,
        ...(expiresAt !== undefined && { expiresAt }),
      };
    },

    listProfiles: () => listProfiles(environment, { ...store.facts(), accountNames }),

    async answerMfa(profile, code) {
      await withRetry(retryPolicy, undefined, () => store.answerMfa(profile, code));
      notify('renewed');
    },

    async discardOutdated() {
      await store.discardSignedOut();
      notify('renewed');
    },

    onCredentialsChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    reset() {
      store.reset();
      clients.reset();
      accountIds.clear();
    },
  };
}
