import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { isSameRegistry, repositoryKey } from '../../aws/clients/repository-handle.ts';
import { runWithSlot } from '../scheduler/run-with-slot.ts';
import { uploadViaApi } from './upload-via-api.ts';
import { uploadViaRegistry } from './upload-via-registry.ts';
import type { UploadContext } from './upload-context.ts';

/** Of no account for memory. In bytes. */
const small = 1024 * 1024;

const empty = (digest: string): EngineError =>
  new EngineError({
    code: 'upload-rejected',
    message: `Layer ${digest} is empty, and ECR does not store empty layers. The image cannot be copied.`,
    side: 'destination',
    retryable: false,
  });

/** A repository of the same registry may hand its layers over. */
const mountSource = (source: RepositoryHandle, destination: RepositoryHandle): string | undefined =>
  isSameRegistry(source.registry, destination.registry) ? source.name : undefined;

/**
 * Copies one blob, streamed and hashed on the way: by the registry's own door, or by the API where that door is of no
 * use or an earlier run left an upload there to go on with. Wrong bytes are never completed.
 *
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadLayer(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  context: UploadContext,
): Promise<void> {
  const { digest, size } = blob;
  const { uploadMethods, emit, journal, signal, budget, user, mountable } = context;
  if (size === 0) throw empty(digest);
  const begun = await journal.find(repositoryKey(destination), digest);
  if (uploadMethods.uploadMethodFor(destination) === 'registry' && begun?.uploadMethod !== 'api') {
    try {
      const mountFrom = mountSource(source, destination) ?? mountable.repositoryWith(digest, destination);
      const how = await uploadViaRegistry(source, destination, blob, mountFrom, begun, context);
      uploadMethods.worked(destination);
      return emit({ kind: 'layer', digest, state: how === 'mounted' ? 'mounted' : 'done' });
    } catch (error) {
      signal?.throwIfAborted();
      if (!uploadMethods.fallBack(destination, error)) throw error;
      emit({ kind: 'layer-restart', digest });
    }
  }
  const left = begun?.uploadMethod === 'api' ? begun : undefined;
  const upload = (): Promise<void> => uploadViaApi(source, destination, blob, left, context);
  await (size < small ? upload() : runWithSlot(budget.largeByApi, user, size, upload));
  emit({ kind: 'layer', digest, state: 'done' });
}
