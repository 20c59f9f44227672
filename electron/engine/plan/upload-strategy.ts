import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import type { UploadStrategy } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { isSameRegistry } from '../aws/clients/repository-handle.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { PingRegistry } from '../oci-registry/ping-registry.ts';

interface Endpoint {
  readonly identity: RegistryIdentity;
  readonly handle: RepositoryHandle;
}

/**
 * Plans how layers are uploaded. Unless the ECR API was chosen, it pings the registry endpoint of the destination.
 *
 * @throws EngineError when only the registry endpoint was chosen and it is unavailable.
 */
export async function planUploadStrategy(
  source: Endpoint,
  destination: Endpoint,
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
