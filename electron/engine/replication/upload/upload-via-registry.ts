import type { RepairPolicy } from '../../async/repair.ts';
import { withRepair } from '../../async/repair.ts';
import { isTemporary } from '../../async/retry.ts';
import { UploadExpiredError } from '../../ecr/layer-upload/upload-expired-error.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';
import type { BlobDescriptor } from '../../manifest/manifest.ts';
import type { StartedUpload } from '../../oci-registry/blob-upload.ts';
import { startBlobUpload } from '../../oci-registry/blob-upload.ts';
import { createLayerReader } from '../download/layer-reader.ts';
import { sendBlob } from './send-blob.ts';
import type { UploadContext } from './upload-context.ts';
import type { UnfinishedRegistryUpload } from '../../../../shared/models/unfinished-upload.ts';

/** New uploads of a layer after the first, when the registry no longer has the upload or the bytes were wrong. */
const newUploadPolicy: RepairPolicy = { maxRepairs: 2 };

/**
 * Uploads one layer through the registry endpoint: mounts it when the registry does so, otherwise sends its bytes while
 * they are downloaded, a large layer in chunks.
 *
 * Retry: `sendBlob` resumes an upload; an expired upload is replaced by a new one (`newUploadPolicy`). An upload of an
 * earlier run that expired does not count.
 *
 * @param mountFrom a repository of the same registry that has the layer.
 * @param unfinished an upload that an earlier run left.
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadViaRegistry(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  mountFrom: string | undefined,
  unfinished: UnfinishedRegistryUpload | undefined,
  context: UploadContext,
): Promise<'mounted' | 'sent'> {
  const { digest, size } = blob;
  const { retryPolicy, signal, emit, journal, scheduler, uploadMethods, registrySizes } = context;
  const repository = repositoryKey(destination);
  const mount = mountFrom === undefined ? undefined : { digest, from: mountFrom };
  const isJournaled = size >= registrySizes.minJournaled;
  let resumed = unfinished;
  let isCopying = false;

  const recordProgress = async (target: string, confirmed: number): Promise<void> => {
    if (!isJournaled) return;
    const progress = { target, confirmed, at: Date.now() };
    await journal.write({ uploadMethod: 'registry', repository, digest, ...progress });
  };
  const removeProgress = async (): Promise<void> => {
    if (isJournaled) await journal.remove(repository, digest);
  };

  /** Starts an upload, without the mount when the registry refuses it, such as without permission for the other repository. */
  const startUpload = async (): Promise<StartedUpload> => {
    const options = {
      signal,
      judgeFailure: (error: unknown) => uploadMethods.judgeFailure(destination, error),
    };
    try {
      return await startBlobUpload(destination, mount, options);
    } catch (error) {
      signal?.throwIfAborted();
      if (mount === undefined || isTemporary(error)) throw error;
      return startBlobUpload(destination, undefined, options);
    }
  };

  const uploadOnce = async (): Promise<'mounted' | 'sent'> => {
    const reader = createLayerReader(source, blob, {
      retryPolicy,
      signal,
      slowConnections: scheduler.slowConnections,
      connections: scheduler.connections,
      whenResumed: () => destination.registry.whenResumed(),
      // The connection requests a chunk when it has sent the previous one, so that bytes are received and sent together.
      onRead: (bytes) => emit({ kind: 'layer-bytes', digest, received: bytes, sent: bytes }),
    });
    try {
      // Not for bytes that may be mounted, or that the registry may have already.
      if (mount === undefined && resumed === undefined) reader.prefetch();
      const started = resumed ? undefined : await startUpload();
      if (started?.kind === 'mounted') return 'mounted';
      const target = resumed?.target ?? started?.target ?? '';
      const confirmed = resumed?.confirmed ?? 0;
      await recordProgress(target, confirmed);
      if (!isCopying) emit({ kind: 'layer', digest, state: 'copying' });
      isCopying = true;
      const upload = { target, confirmed, isResumed: resumed !== undefined, reader, recordProgress };
      await sendBlob(destination, blob, upload, context);
      await removeProgress();
      return 'sent';
    } finally {
      reader.close();
    }
  };

  return withRepair(newUploadPolicy, signal, uploadOnce, async (error) => {
    if (!(error instanceof UploadExpiredError)) return { kind: 'final', error };
    await removeProgress();
    return {
      kind: 'repairable',
      isCounted: resumed === undefined,
      errorWhenSpent: error.cause,
      repair() {
        resumed = undefined;
        emit({ kind: 'layer-restart', digest });
      },
    };
  });
}
