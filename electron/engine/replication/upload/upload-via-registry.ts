import type { BlobDescriptor } from '../../manifest/manifest.ts';
import { beginStream } from '../download/prefetched-stream.ts';
import { isTemporary } from '../../async/retry.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';
import { UploadExpiredError } from './upload-expired-error.ts';
import type { UploadContext } from './upload-context.ts';
import type { UnfinishedRegistryUpload } from './upload-journal.ts';
import type { OpenedUpload } from '../../oci-registry/blob-upload.ts';
import { openUpload } from '../../oci-registry/blob-upload.ts';
import { sendBlob } from '../../oci-registry/send-blob.ts';
import { verifiedBytes } from '../../oci-registry/verified-bytes.ts';

/** How often a blob begins again in a new upload, because the registry lost the one before or bytes arrived wrong. */
const maxStarts = 3;

/** A smaller blob is sent again sooner than it is asked what became of it. In bytes. */
const worthNoting = 8 * 1024 * 1024;

/**
 * Copies one blob through the registry's own door: mounted where the registry does so, else streamed as raw bytes, a large
 * one in chunks.
 *
 * @param mountFrom a repository of the same registry that holds the blob.
 * @param begun what an earlier run left.
 * @returns how it came there.
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadViaRegistry(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  mountFrom: string | undefined,
  begun: UnfinishedRegistryUpload | undefined,
  context: UploadContext,
): Promise<'mounted' | 'sent'> {
  const { digest, size } = blob;
  const { signal, emit, journal } = context;
  const repository = repositoryKey(destination);
  const mount = mountFrom === undefined ? undefined : { digest, from: mountFrom };
  let left = begun;

  const note = async (target: string, confirmed: number): Promise<void> => {
    if (size >= worthNoting)
      await journal.write({
        uploadMethod: 'registry',
        repository,
        digest,
        target,
        confirmed,
        at: Date.now(),
      });
  };
  const forget = async (): Promise<void> => {
    if (size >= worthNoting) await journal.forget(repository, digest);
  };

  /** Without the mount where the registry refuses it, such as for want of a right at the other repository. */
  const open = async (): Promise<OpenedUpload> => {
    try {
      return await openUpload(destination, mount, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (mount === undefined || isTemporary(error)) throw error;
      return openUpload(destination, undefined, signal);
    }
  };

  for (let start = 1; ; start += 1) {
    const bytes = verifiedBytes(source, blob, context, () => destination.registry.whenResumed());
    // Beside the opening of the upload; not for bytes that may be mounted, or be there in part.
    const reading = mount === undefined && left === undefined ? beginStream(bytes.from(0)) : undefined;
    try {
      const opened = left === undefined ? await open() : undefined;
      if (opened?.kind === 'mounted') return 'mounted';
      const target = left?.target ?? opened?.target ?? '';
      const confirmed = left?.confirmed ?? 0;
      await note(target, confirmed);
      if (start === 1) emit({ kind: 'layer', digest, state: 'copying' });
      const isBegun = left !== undefined;
      await sendBlob(destination, blob, { target, confirmed, isBegun, bytes, reading, note }, context);
      await forget();
      return 'sent';
    } catch (error) {
      reading?.close();
      if (!(error instanceof UploadExpiredError)) throw error;
      await forget();
      // What an earlier run left is no start of this one.
      if (left !== undefined) start -= 1;
      else if (start >= maxStarts) throw error.cause;
      left = undefined;
      emit({ kind: 'layer-restart', digest });
    }
  }
}
