import { ECRClient } from '@aws-sdk/client-ecr';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { RegistryIdentity, RegistrySelection } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/result.ts';
import { describeCallError } from '../errors/describe-aws-error.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { RetryPolicy } from '../retry/retry.ts';
import { defaultRetryPolicy, withRetry } from '../retry/retry.ts';
import type { SharedCredentials } from './credentials.ts';
import { sharedCredentials } from './credentials.ts';
import { directNetwork } from './network/direct-network.ts';
import type { Network } from './network/network.ts';
import { endpointFor } from './profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry } from './profiles/profile-catalog.ts';
import { readCatalog } from './profiles/profile-catalog.ts';
import { readProfileFiles } from './profiles/profile-files.ts';
import { summarizeProfile } from './profiles/summarize-profile.ts';
import type { PacingPolicy } from './pacing.ts';
import { createPacing, defaultPacingPolicy } from './pacing.ts';
import type { RegistryConnection } from './registry-connection.ts';
import { registryConnection } from './registry-connection.ts';
import type { Timeouts } from './timeouts.ts';
import { defaultTimeouts } from './timeouts.ts';

/** Opens registries as the profiles of the AWS files, and asks AWS who they are. */
export interface AwsAccess {
  /** @throws EngineError `profile-unusable` when the files hold no such profile or it cannot work. */
  connect(selection: RegistrySelection): Promise<RegistryConnection>;
  /** Account and ARN as STS reports them (`GetCallerIdentity`, which needs no permission). */
  identify(selection: RegistrySelection, side?: Side): Promise<RegistryIdentity>;
  /** Forgets every credential and client: the files were replaced. */
  reset(): void;
}

export interface AwsAccessOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly retryPolicy?: RetryPolicy;
  readonly pacingPolicy?: PacingPolicy;
  readonly timeouts?: Timeouts;
  readonly network?: Network;
}

interface ProfileClients {
  readonly credentials: SharedCredentials;
  readonly ecr: ECRClient;
  readonly sts: STSClient;
}

/** The SDK refuses an endpoint of one's own together with FIPS or dual-stack. */
const at = (endpoint: string | undefined) =>
  endpoint === undefined ? {} : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false };

export function createAwsAccess({
  environment,
  retryPolicy = defaultRetryPolicy,
  pacingPolicy = defaultPacingPolicy,
  timeouts = defaultTimeouts,
  network = directNetwork(timeouts),
}: AwsAccessOptions): AwsAccess {
  const pacing = createPacing(pacingPolicy);
  const { requestHandler } = network;
  const credentials = new Map<string, SharedCredentials>();
  const clients = new Map<string, ProfileClients>();
  /** Whose calls a profile's are, for the pace: known once AWS was asked. */
  const accounts = new Map<string, string>();
  let filesRead = '';

  const reset = (): void => {
    credentials.clear();
    clients.clear();
    accounts.clear();
  };

  const credentialsOf = (profile: string, region: string): SharedCredentials => {
    const shared = credentials.get(profile) ?? sharedCredentials(profile, region, requestHandler);
    credentials.set(profile, shared);
    return shared;
  };

  const clientsOf = (entry: ProfileEntry, catalog: ProfileCatalog, region: string): ProfileClients => {
    const endpoints = { ecr: endpointFor('ecr', entry, catalog), sts: endpointFor('sts', entry, catalog) };
    const key = JSON.stringify([entry.name, region, endpoints]);
    const held = clients.get(key);
    if (held) return held;
    const shared = {
      profile: entry.name,
      region,
      credentials: credentialsOf(entry.name, region),
      requestHandler,
      // `withRetry` is the one that tries again.
      maxAttempts: 1,
      ignoreConfiguredEndpointUrls: true,
    };
    const created = {
      credentials: shared.credentials,
      ecr: new ECRClient({ ...shared, ...at(endpoints.ecr) }),
      sts: new STSClient({ ...shared, ...at(endpoints.sts) }),
    };
    clients.set(key, created);
    return created;
  };

  const open = async ({ profile, region }: RegistrySelection): Promise<ProfileClients> => {
    const [config, credentialsFile] = await readProfileFiles(environment);
    const files = JSON.stringify([config.text, credentialsFile.text]);
    // Keys that were corrected by hand replace what was resolved from the file before.
    if (files !== filesRead) reset();
    filesRead = files;
    const catalog = readCatalog(config.text, credentialsFile.text);
    const entry = catalog.profiles.get(profile);
    if (!entry)
      throw unusable(`There is no profile ${profile} in the AWS files any more. Choose another profile.`);
    const { state } = summarizeProfile(entry, catalog);
    if (state.kind === 'incomplete') throw unusable(`Profile ${profile} cannot be used. ${state.problem}`);
    const bundle = entry.values.get('ca_bundle');
    if (bundle) network.trust(bundle);
    return clientsOf(entry, catalog, region);
  };

  return {
    async connect(selection) {
      const { ecr, sts, credentials: own } = await open(selection);
      const { profile, region, registryId } = selection;
      return registryConnection({
        client: ecr,
        profile,
        region,
        registryId,
        timeouts,
        network,
        retryPolicy,
        pace: pacing.of(accounts.get(profile) ?? registryId ?? profile, region),
        credentials: {
          invalidate: () => own.invalidate(),
          check: (abortSignal) => {
            own.invalidate();
            return sts.send(new GetCallerIdentityCommand({}), { abortSignal });
          },
        },
      });
    },

    async identify(selection, side) {
      const { profile, region, registryId } = selection;
      const { sts } = await open(selection);
      return withRetry(retryPolicy, undefined, async () => {
        try {
          const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
          accounts.set(profile, Account);
          return { profile, region, registryId: registryId ?? Account, accountId: Account, arn: Arn };
        } catch (error) {
          throw describeCallError(error, { side, profile, region, operation: 'GetCallerIdentity' });
        }
      });
    },

    reset,
  };
}

const unusable = (message: string): EngineError =>
  new EngineError({ code: 'profile-unusable', message, retryable: false, action: 'choose-profile' });
