import type { Readable } from '../../../shared/models/image-details.ts';
import type { RegistryReplication } from '../../../shared/models/registry-replication.ts';
import type { RegistryIdentity, RegistrySelection } from '../../../shared/models/registry.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { listBackfills } from './read-backfill.ts';
import { readCreationTemplates, readIfAllowed, readRegistryPolicy, readRules } from './read-registry.ts';

/** These operations take no registry ID: they are about the registry of the caller's own account. */
const onlyOwnAccount = ({ profile, accountId, registryId }: RegistryIdentity): Readable<never> => ({
  kind: 'unreadable',
  error: {
    code: 'wrong-account',
    message: `The settings of registry ${registryId} can be read by its own account only, and profile ${profile} is of account ${accountId}. Choose a profile of account ${registryId}.`,
    retryable: false,
    action: 'choose-profile',
  },
});

/**
 * Reads the replication settings of a registry. A part that the profile has no permission for contains the error.
 *
 * @throws EngineError for any failure other than a denial.
 */
export async function readRegistryReplication(
  access: AwsAccess,
  selection: RegistrySelection,
): Promise<RegistryReplication> {
  const registry = await access.identify(selection);
  const { registryId, accountId, region } = registry;
  const connection = await access.connect({ ...selection, registryId }, accountId);
  const source = { registry: connection, selection, reference: { accountId: registryId, region } };
  const isOwn = registryId === accountId;
  const own = <Value>(read: () => Promise<Value>): Promise<Readable<Value>> | Readable<Value> =>
    isOwn ? readIfAllowed(read()) : onlyOwnAccount(registry);
  const [rules, policy, creationTemplates, backfills] = await Promise.all([
    own(() => readRules(connection)),
    own(() => readRegistryPolicy(connection)),
    own(() => readCreationTemplates(connection)),
    readIfAllowed(listBackfills(source)),
  ]);
  return { registry, rules, policy, creationTemplates, backfills };
}
