import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { AwsAccess } from '../../engine/aws/clients/aws-access.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import type { SharedReads } from '../../engine/plan/shared-reads.ts';
import { createSharedReads } from '../../engine/plan/shared-reads.ts';
import { createCommandAccounts } from './command-accounts.ts';
import type { CliContext } from '../terminal/context.ts';
import { openAccess } from '../identity/open-access.ts';
import type { ReplicationCommandOptions } from '../options/replication-options.ts';
import { selectDestination, selectSource } from '../identity/select-registry.ts';

/** From where to where, with the engine's services for the way. */
export interface Route {
  readonly source: RegistrySelection;
  readonly destination: RegistrySelection;
  readonly access: AwsAccess;
  /** Its plans are all in the accounts that the command began in. */
  readonly plans: Plans;
  /** Finds the account of a registry, 12 digits. @throws EngineError `wrong-account` when it is another one than before. */
  readonly identify: (side: Side) => Promise<string>;
  /** What the requests and the plans of the command read, each once. */
  readonly reads: SharedReads;
}

/** Reads the profiles without any request. @throws UsageError when profile or region are not usable as given. */
export async function openRoute(options: ReplicationCommandOptions, context: CliContext): Promise<Route> {
  const source = await selectSource(options, context);
  const destination = await selectDestination(options, context);
  const access = openAccess(context);
  const accounts = createCommandAccounts();
  const selections = { source, destination };
  return {
    ...selections,
    access,
    plans: accounts.limitPlans(createPlans(access)),
    identify: async (side) =>
      accounts.assertSame(side, await access.identify(selections[side], side)).registryId,
    reads: createSharedReads(),
  };
}
