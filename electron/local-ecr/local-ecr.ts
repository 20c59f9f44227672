import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Accounts, type LocalAccount } from './accounts/accounts.ts';
import type { LocalRole } from './accounts/role.ts';
import { AuthorizationTokens } from './accounts/authorization-tokens.ts';
import { DenyRules } from './accounts/deny-rules.ts';
import type { BlobStorage } from './blobs/blob-store.ts';
import { BlobStore } from './blobs/blob-store.ts';
import { CallLog } from './calls/call-log.ts';
import { answerDownload } from './download-server/answer-download.ts';
import { Downloads } from './downloads/downloads.ts';
import { Faults } from './faults/faults.ts';
import type { TemporarySessions } from './accounts/temporary-sessions.ts';
import { answerEndpoint } from './endpoint/answer-endpoint.ts';
import type { NetworkShape } from './network/network-shape.ts';
import { ShapedNetwork } from './network/shaped-network.ts';
import type { LocalIdentityCenter } from './identity-center/directory.ts';
import { IdentityCenter } from './identity-center/identity-center.ts';
import type { PartSizes } from './registry/limits.ts';
import type { ReplicationPace } from './replication/backfill.ts';
import { Replications } from './replication/replications.ts';
import { Registries } from './registry/registries.ts';
import type { Registry } from './registry/registry.ts';
import { answerRegistryRequest } from './oci-registry/answer-registry-request.ts';
import { listen, type TlsIdentity } from './server/http-server.ts';
import { RegistryEndpoints } from './server/registry-endpoints.ts';
import type { Services } from './core/services.ts';
import { LoginSessions } from './sign-in/login-sessions.ts';
import { Executions } from './step-functions/executions.ts';
import { quotaRates, TokenBuckets } from './throttle/token-buckets.ts';

export interface LocalEcrOptions {
  readonly accounts: readonly LocalAccount[];
  readonly regions: readonly string[];
  /** Start URLs of IAM Identity Center with their users. */
  readonly identityCenters?: readonly LocalIdentityCenter[];
  readonly network?: NetworkShape;
  /** Serves the endpoint and the layer downloads over HTTPS with this identity; over HTTP by default. */
  readonly tls?: TlsIdentity;
  /** The IPv4 address of this machine where all its servers listen; the loopback interface's by default. */
  readonly address?: string;
  /** @returns the origin of layer URLs, for a proxy in front of the download server, whose own origin is the default. */
  readonly layerOrigin?: (downloadServer: string) => string;
  /** ECR's own quotas, or calls per second by operation; unlimited by default. */
  readonly throttle?: 'quota' | Readonly<Record<string, number>>;
  /** Smaller parts than ECR's, for tests of a break between parts; ECR's own by default. */
  readonly parts?: PartSizes;
  /** How long ECR's replication takes; each replication is complete at the next request by default. */
  readonly replicationPace?: ReplicationPace;
  /** The clock of replications, in milliseconds since 1970; this machine's by default. */
  readonly replicationClock?: () => number;
  /** Where uploaded layers are stored; in files by default. */
  readonly blobs?: BlobStorage;
}

/** A local Amazon ECR in this process: several accounts and regions, real HTTP, strict rules. */
export interface LocalEcr {
  /**
   * For example `http://127.0.0.1:43210`, or `https`: the ECR API of all accounts and regions, STS, IAM Identity Center's portal and
   * OIDC service, and the sign-in service.
   */
  readonly endpoint: string;
  /** The registry itself, for adding and reading content without a request. */
  registry(accountId: string, region: string): Registry;
  /** @returns `host:port` of a registry's `/v2/` endpoint. */
  ociRegistry(accountId: string, region: string): Promise<string>;
  readonly network: ShapedNetwork;
  readonly faults: Faults;
  readonly throttle: TokenBuckets;
  readonly calls: CallLog;
  readonly tokens: AuthorizationTokens;
  /** The temporary credentials that STS and other services issued. */
  readonly sessions: TemporarySessions;
  /** Sign-ins of users, and the answers of the user at the browser. */
  readonly identityCenter: IdentityCenter;
  /** Console sign-ins with `aws login`. */
  readonly logins: LoginSessions;
  readonly downloads: Downloads;
  /** The executions of Step Functions that can be read. */
  readonly executions: Executions;
  /** The replication between the registries. */
  readonly replications: Replications;
  /** Creates a role of an account. */
  addRole(accountId: string, role: LocalRole): void;
  /** Removes every repository, fault and logged call, and the network's limits, as after a new start. */
  reset(): Promise<void>;
  /** Breaks every connection and removes every file. */
  close(): Promise<void>;
}

/** Starts a local ECR on free ports of this machine. */
export async function startLocalEcr(options: LocalEcrOptions): Promise<LocalEcr> {
  const blobs = options.blobs ?? (await BlobStore.open());
  const { tls, address } = options;
  const downloadServer = await listen((request, response) => onDownload(request, response), tls, address);
  const services = createServices(
    options,
    new Registries(blobs, options.parts),
    new Downloads(options.layerOrigin?.(downloadServer.origin) ?? downloadServer.origin),
    registryHost,
  );
  const registryEndpoints = new RegistryEndpoints(
    (accountId, region) =>
      listener(async (request, response) =>
        answerRegistryRequest(services, services.registries.of(accountId, region), request, response),
      ),
    tls,
    address,
  );
  const onDownload = listener(async (request, response) => answerDownload(services, request, response));
  const api = await listen(
    listener(async (request, response) => answerEndpoint(services, request, response)),
    tls,
    address,
  );
  async function registryHost(accountId: string, region: string): Promise<string> {
    return registryEndpoints.hostOf(accountId, region);
  }

  return {
    endpoint: api.origin,
    registry: (accountId, region) => services.registries.of(accountId, region),
    ociRegistry: registryHost,
    network: services.network,
    faults: services.faults,
    throttle: services.throttle,
    calls: services.calls,
    tokens: services.tokens,
    sessions: services.accounts.sessions,
    identityCenter: services.identityCenter,
    logins: services.logins,
    downloads: services.downloads,
    executions: services.executions,
    replications: services.replications,
    addRole: (accountId, role) => services.accounts.addRole(accountId, role),
    reset: async () => {
      services.faults.clear();
      services.network.shape = {};
      await services.registries.clear();
      services.replications.clear();
      services.calls.clear();
    },
    close: async () => {
      services.network.close();
      await Promise.all([api.close(), downloadServer.close(), registryEndpoints.close()]);
      await services.registries.discardUploads();
      await blobs.close();
    },
  };
}

/** Everything that is due is done at once. */
const immediately: ReplicationPace = { push: 0, preparation: 0, image: 0 };

function createServices(
  {
    accounts: localAccounts,
    regions,
    identityCenters = [],
    network,
    throttle,
    tls,
    ...options
  }: LocalEcrOptions,
  registries: Registries,
  downloads: Downloads,
  ociRegistry: Services['ociRegistry'],
): Services {
  const accounts = new Accounts(localAccounts);
  const denyRules = new DenyRules();
  const faults = new Faults(denyRules, accounts);
  return {
    accounts,
    denyRules,
    identityCenter: new IdentityCenter(identityCenters, () => faults.now()),
    logins: new LoginSessions(accounts.sessions, () => faults.now()),
    tokens: new AuthorizationTokens(),
    registries,
    replications: new Replications({
      registries,
      now: options.replicationClock ?? Date.now,
      pace: options.replicationPace ?? immediately,
    }),
    regions: new Set(regions),
    downloads,
    network: new ShapedNetwork(network),
    faults,
    throttle: new TokenBuckets(throttle === 'quota' ? quotaRates : throttle),
    calls: new CallLog(),
    executions: new Executions(),
    ociRegistry,
    registryScheme: tls ? 'https' : 'http',
  };
}

/** Turns a handler into a listener: an unhandled error breaks the connection instead of the process. */
function listener(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): RequestListener {
  return (request, response) => {
    answer(request, response).catch(() => response.destroy());
  };
}
