import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { AwsAccess } from '../../engine/aws/clients/aws-access.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import type { SharedReads } from '../../engine/plan/shared-reads.ts';
import { createSharedReads } from '../../engine/plan/shared-reads.ts';
import type { CliContext } from '../terminal/context.ts';
import { openAccess } from '../identity/open-access.ts';
import type { ReplicationCommandOptions } from '../options/replication-options.ts';
import { selectDestination, selectSource } from '../identity/select-registry.ts';

/** From where to where, with the engine's services for the way. */
export interface Route {
  readonly source: RegistrySelection;
  readonly destination: RegistrySelection;
  readonly access: AwsAccess;
  readonly plans: Plans;
  /** What the requests and the plans of the command read, each once. */
  readonly reads: SharedReads;
}

/** Reads the profiles without any request. @throws UsageError when profile or region are not usable as given. */
export async function openRoute(options: ReplicationCommandOptions, context: CliContext): Promise<Route> {
  const source = await selectSource(options, context);
  const destination = await selectDestination(options, context);
  const access = openAccess(context);
  return { source, destination, access, plans: createPlans(access), reads: createSharedReads() };
}
