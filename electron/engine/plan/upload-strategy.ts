import type { DoorChoice } from '../../../shared/models/upload-method.ts';
import type { PlannedWay } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { RepositoryHandle } from '../ecr/repository-handle.ts';
import { sameRegistry } from '../ecr/same-registry.ts';
import type { KnockAtDoor } from '../oci-registry/ping-registry.ts';

interface Side {
  readonly identity: RegistryIdentity;
  readonly handle: RepositoryHandle;
}

/**
 * Finds the way for layers, by knocking at the registry's own door where it may be taken.
 *
 * @throws EngineError when that door alone was chosen and does not open.
 */
export async function planWay(
  source: Side,
  destination: Side,
  choice: DoorChoice,
  knockAtDoor: KnockAtDoor,
): Promise<PlannedWay> {
  if (choice === 'api') return { kind: 'api', because: 'chosen' };
  try {
    await knockAtDoor(destination.handle);
    return { kind: 'registry', mayMount: sameRegistry(source.identity, destination.identity) };
  } catch (error) {
    if (choice === 'registry') throw error;
    return { kind: 'api', because: 'no-registry-door', error: toErrorData(error) };
  }
}
