import type { Network } from '../../engine/aws/network/network.ts';
import { createNetwork } from '../../engine/aws/network/create-network.ts';
import { defaultTimeouts } from '../../engine/aws/network/timeouts.ts';
import { formatUserAgent } from '../../engine/aws/network/user-agent.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import type { RoleAccess } from '../access/open-access.ts';
import { openAccess } from '../access/open-access.ts';
import { createServiceClients } from '../access/service-clients.ts';
import type { LoadRoutes } from '../routes/load-routes.ts';
import { createRouteLoader } from '../routes/load-routes.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import { createJournalStore } from '../journal/journal-store.ts';
import { createLog } from '../logging/log.ts';
import type { Configuration, Environment } from '../settings/configuration.ts';
import { readConfiguration } from '../settings/configuration.ts';
import type { InvokeSelf } from './invoke-self.ts';
import { createInvokeSelf } from './invoke-self.ts';

/** Set by the script that bundles the function; not defined in the sources. */
declare const APP_VERSION: string | undefined;

/** What the invocations of one execution environment share. */
export interface Runtime {
  readonly configuration: Configuration;
  readonly network: Network;
  readonly access: RoleAccess;
  readonly plans: Plans;
  readonly journals: JournalStore;
  readonly invokeSelf: InvokeSelf;
  readonly loadRoutes: LoadRoutes;
  /** Writes one line of the log. */
  readonly write: (line: string) => void;
}

/** The connections of a function, which need none of its settings but proxy and certificates. */
export const createFunctionNetwork = (environment: Environment): Network =>
  createNetwork({
    timeouts: defaultTimeouts,
    userAgent: formatUserAgent(typeof APP_VERSION === 'string' ? APP_VERSION : undefined),
    settings: () => ({ proxyMode: 'environment' }),
    environment,
  });

/** @throws Error that names the environment variable with a wrong value. */
export function createRuntime(environment: Environment, write: (line: string) => void): Runtime {
  const configuration = readConfiguration(environment);
  const network = createFunctionNetwork(environment);
  const log = createLog({}, write);
  const access = openAccess({ configuration, network, warn: (warning) => log.warn(warning) });
  const clients = createServiceClients(configuration, network);
  return {
    configuration,
    network,
    access,
    plans: createPlans(access.aws),
    journals: createJournalStore(configuration.journalBucket, clients.s3),
    invokeSelf: createInvokeSelf(clients.lambda),
    loadRoutes: createRouteLoader(configuration, clients.ssm),
    write,
  };
}
