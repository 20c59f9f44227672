import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { AwsAccess } from './aws-access.ts';
import type { RegistryConnection } from './registry-connection.ts';

/**
 * Connects to the registry that the selection means now, for reads that take several calls: without its account, each call
 * would read the registry of the keys that the profile has at that time, and the keys of a profile can be replaced by those
 * of another account in between. Where AWS STS cannot be asked, the selection is used as it is.
 *
 * @throws EngineError `profile-unusable`.
 */
export async function connectToRegistry(
  access: Pick<AwsAccess, 'connect' | 'identify'>,
  selection: RegistrySelection,
): Promise<RegistryConnection> {
  if (selection.registryId !== undefined) return access.connect(selection);
  const identity = await access.identify(selection).catch(() => undefined);
  return access.connect({ ...selection, ...(identity && { registryId: identity.registryId }) });
}
