import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import type { UploadStrategy } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { isSameRegistry } from '../aws/clients/repository-handle.ts';
import type { PingRegistry } from '../oci-registry/ping-registry.ts';

interface Side {
  readonly identity: RegistryIdentity;
  readonly handle: RepositoryHandle;
}

/**
 * Finds the way for layers, by knocking at the registry's own door where it may be taken.
 *
 * @throws EngineError when that door alone was chosen and does not open.
 */
export async function planUploadStrategy(
  source: Side,
  destination: Side,
  choice: UploadMethodChoice,
  pingRegistry: PingRegistry,
): Promise<UploadStrategy> {
  if (choice === 'api') return { kind: 'api', because: 'chosen' };
  try {
    await pingRegistry(destination.handle);
    return { kind: 'registry', mayMount: isSameRegistry(source.identity, destination.identity) };
  } catch (error) {
    if (choice === 'registry') throw error;
    return { kind: 'api', because: 'registry-unavailable', error: toErrorData(error) };
  }
}
