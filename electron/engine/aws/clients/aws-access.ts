import type { ProfileListing } from '../../../../shared/models/profile.ts';
import type { RegistryIdentity, RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/result.ts';
import { fixProfile } from '../../errors/description.ts';
import { EngineError, hasCode } from '../../errors/engine-error.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { defaultRetryPolicy, withRetry } from '../../async/retry.ts';
import { createEcrClients } from './aws-clients.ts';
import type { CallerIdentity, IdentityCall } from '../credentials/caller-identity.ts';
import { getCallerIdentity } from '../credentials/caller-identity.ts';
import { createCredentialStore } from '../credentials/credential-store.ts';
import type { ExpectedAccount } from '../credentials/verified-accounts.ts';
import { assertAccount, createVerifiedAccounts } from '../credentials/verified-accounts.ts';
import { createDirectNetwork } from '../network/direct-network.ts';
import type { Network } from '../network/network.ts';
import type { PacingPolicy } from './pacing.ts';
import { createPacing, defaultPacingPolicy } from './pacing.ts';
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
import type { Timeouts } from './timeouts.ts';
import { defaultTimeouts } from './timeouts.ts';

/**
 * What has changed of credentials: `held` is what is in memory, and with it how profiles are listed; `renewed` says that
 * somebody has given a code, signed in or changed the files, so that what waits may look again.
 */
export type CredentialsChange = 'cached' | 'renewed';

/** Opens registries as the profiles of the AWS files, and asks AWS who they are. Never prompts, and never signs in. */
export interface AwsAccess {
  /**
   * @param accountId whose credentials alone are used: of the account that a plan was made with.
   * @throws EngineError `profile-unusable` when the files hold no such profile or it cannot work.
   */
  connect(selection: RegistrySelection, accountId?: string): Promise<RegistryConnection>;
  /**
   * Account and ARN as STS reports them (`GetCallerIdentity`, which needs no permission).
   * @throws EngineError `wrong-account` when the files give the profile another account.
   */
  identify(selection: RegistrySelection, side?: Side): Promise<RegistryIdentity>;
  /** Every profile with how it stands; reads files and does nothing else. */
  listing(): Promise<Omit<ProfileListing, 'demo'>>;
  /**
   * Gives a profile the MFA code that it asked for. One answer serves every side and region.
   * @throws EngineError `mfa-rejected` when AWS does not take it.
   */
  answerMfa(profile: string, code: string): Promise<void>;
  /** The AWS files or the sign-ins are others now: forgets what was resolved from what they held, and nothing else. */
  filesChanged(): Promise<void>;
  /** Calls the listener with every change until the returned function is called. */
  onCredentialsChanged(listener: (change: CredentialsChange) => void): () => void;
  /** Forgets every credential and client: other files have taken the place of these. */
  reset(): void;
}

export interface AwsAccessOptions {
  readonly environment: Environment;
  readonly retryPolicy?: RetryPolicy;
  readonly pacingPolicy?: PacingPolicy | undefined;
  readonly timeouts?: Timeouts;
  readonly network?: Network;
  /** Names of accounts by their ids, where a sign-in has told them. */
  readonly accountNames?: ReadonlyMap<string, string>;
  /** Told what a person has to know though nothing has failed for it, as a renewed sign-in that cannot be saved; sentences. */
  readonly warn?: (warning: string) => void;
}

/** A profile that can be used, as its files tell it now. */
interface OpenProfile {
  readonly read: LoadedProfiles;
  readonly chain: readonly [ChainLink, ...ChainLink[]];
  /** The account that the files name for it. */
  readonly expected: readonly ExpectedAccount[];
  readonly call: IdentityCall;
}

export function createAwsAccess({
  environment,
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
  const tell = (change: CredentialsChange): void => {
    for (const listener of listeners) listener(change);
  };
  const store = createCredentialStore({
    environment,
    network,
    changed: () => tell('cached'),
    warn,
    learnAccount: (credentials) => accounts.learn(credentials, credentials.accountId),
  });
  /** Whose calls a profile's are, for the pace: known once AWS was asked. */
  const accountIds = new Map<string, string>();

  const open = async ({ profile, region }: RegistrySelection): Promise<OpenProfile> => {
    // Keys that were corrected by hand replace what was resolved from the files before.
    const read = await store.refresh();
    const { catalog, files } = read;
    const entry = catalog.profiles.get(profile);
    if (!entry)
      throw unusable({
        message: `There is no profile ${profile} in the AWS files any more. Choose another profile.`,
      });
    const paths = { config: files[0].path, credentials: files[1].path };
    const chain = buildChain(entry, catalog);
    const problem = findChainProblem(chain);
    if (problem)
      throw unusable({
        message: `Profile ${profile} cannot be used. ${problem.problem}`,
        ...fixProfile({ profile: problem.link.name, place: findPlace(problem.link, paths) }),
      });
    for (const link of chain) {
      const bundle = link.entry.values.get('ca_bundle');
      if (bundle) network.trustBundle(bundle);
    }
    const accountId = findAccountId(entry.values);
    const call = {
      profile,
      region,
      network,
      endpoint: endpointOptions('sts', entry, catalog),
      written: findPlace(entry, paths),
    };
    return {
      read,
      chain,
      expected: accountId === undefined ? [] : [{ accountId, by: 'files' }],
      call,
    };
  };

  /** Asks AWS with what is held, and where that has expired, once more with what the profile gives then. */
  const whoIs = async (call: IdentityCall): Promise<CallerIdentity> => {
    const ask = async (): Promise<CallerIdentity> => {
      const credentials = await store.get(call.profile, call.region);
      const identity = await getCallerIdentity(credentials, call);
      accounts.learn(credentials, identity.accountId);
      store.accepted(credentials);
      return identity;
    };
    const startedAt = performance.now();
    try {
      return await ask();
    } catch (error) {
      if (!hasCode(error, 'credentials-expired')) throw error;
      store.invalidate(call.profile, startedAt);
      return ask();
    }
  };

  /** When somebody has to act, as far as files and memory tell. */
  const endOf = async ({ read, chain }: OpenProfile): Promise<number | undefined> => {
    const state = deriveState(chain, await gatherFacts(read, environment, store.facts()));
    return state.kind === 'expires' && !state.renews ? state.at : undefined;
  };

  return {
    async connect(selection, accountId) {
      const { read, chain, expected: byFiles, call } = await open(selection);
      const { profile, region, registryId } = selection;
      const expected: readonly ExpectedAccount[] = [
        ...byFiles,
        ...(accountId === undefined ? [] : [{ accountId, by: 'plan' as const }]),
      ];
      const credentials = async () => {
        const given = await store.get(profile, region);
        await accounts.verify(given, expected, call);
        return given;
      };
      const endpoint = endpointOptions('ecr', chain[0].entry, read.catalog);
      return createRegistryConnection({
        client: clients.of(
          { profile, region, endpoint, expected },
          Object.assign(credentials, { memoized: true as const }),
        ),
        profile,
        place: call.written,
        region,
        registryId,
        timeouts,
        network,
        retryPolicy,
        pace: pacing.of(accountIds.get(profile) ?? registryId ?? profile, region),
        credentials: {
          invalidate: (before) => store.invalidate(profile, before),
          recheck: (before) => store.recheck(profile, before),
          check: (signal) => whoIs({ ...call, signal }),
        },
      });
    },

    async identify(selection, side) {
      const opened = await open(selection);
      const { profile, region, registryId } = selection;
      const call = { ...opened.call, side };
      const { accountId, arn } = await withRetry(retryPolicy, undefined, (_number, signal) =>
        whoIs({ ...call, signal }),
      );
      assertAccount(accountId, opened.expected, profile, call.written);
      accountIds.set(profile, accountId);
      const expiresAt = await endOf(opened);
      return {
        profile,
        region,
        registryId: registryId ?? accountId,
        accountId,
        arn,
        ...(expiresAt !== undefined && { expiresAt }),
      };
    },

    listing: () => listProfiles(environment, { ...store.facts(), accountNames }),

    async answerMfa(profile, code) {
      await withRetry(retryPolicy, undefined, () => store.answerMfa(profile, code));
      tell('renewed');
    },

    async filesChanged() {
      await store.forgetSignedOut();
      tell('renewed');
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

const unusable = (data: Pick<EngineError['data'], 'message' | 'action' | 'profile' | 'place'>): EngineError =>
  new EngineError({ code: 'profile-unusable', retryable: false, action: 'choose-profile', ...data });
