import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { isSameRegistry, repositoryKey } from '../../aws/clients/repository-handle.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import type { WorkRank } from '../scheduler/fair-semaphore.ts';
import type { UploadContext } from './upload-context.ts';
import { uploadViaApi } from './upload-via-api.ts';
import { uploadViaRegistry } from './upload-via-registry.ts';

const emptyLayer = (digest: string): EngineError =>
  new EngineError({
    code: 'upload-rejected',
    message: `Layer ${digest} is empty, and ECR does not store empty layers. The image cannot be copied.`,
    side: 'destination',
    retryable: false,
  });

/** The repository from which the registry may mount the layer. */
const mountRepository = (
  source: RepositoryHandle,
  destination: RepositoryHandle,
  digest: string,
  { mountable }: UploadContext,
): string | undefined =>
  isSameRegistry(source.registry, destination.registry)
    ? source.name
    : mountable.findRepository(digest, destination);

/**
 * Uploads one layer while it is downloaded: through the registry endpoint, or by the ECR API when the endpoint cannot be
 * used or when an earlier run left an upload by the API. A layer with wrong bytes is never completed.
 *
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadLayer(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  rank: WorkRank,
  context: UploadContext,
): Promise<void> {
  const { digest, size } = blob;
  const { uploadMethods, emit, journal, signal, scheduler, slotOwner } = context;
  if (size === 0) throw emptyLayer(digest);
  const unfinished = await journal.find(repositoryKey(destination), digest);
  if (uploadMethods.selectMethod(destination) === 'registry' && unfinished?.uploadMethod !== 'api') {
    try {
      const mountFrom = mountRepository(source, destination, digest, context);
      const result = await uploadViaRegistry(source, destination, blob, mountFrom, unfinished, context);
      uploadMethods.registrySucceeded(destination);
      return emit({ kind: 'layer', digest, state: result === 'mounted' ? 'mounted' : 'done' });
    } catch (error) {
      signal?.throwIfAborted();
      if (!uploadMethods.fallBackToApi(destination, error)) throw error;
      emit({ kind: 'layer-restart', digest });
    }
  }
  const unfinishedApiUpload = unfinished?.uploadMethod === 'api' ? unfinished : undefined;
  await scheduler.runApiUpload(slotOwner, rank, () =>
    uploadViaApi(source, destination, blob, unfinishedApiUpload, context),
  );
  emit({ kind: 'layer', digest, state: 'done' });
}
