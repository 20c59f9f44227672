import type { DoorBody } from '../../../aws/registry-door/door-request.ts';
import type { BlobDescriptor } from '../../../ecr/manifest.ts';
import { causeOf } from '../../../errors/cause-of.ts';
import { EngineError } from '../../../errors/engine-error.ts';
import type { BegunStream } from '../../download/begun-stream.ts';
import { beginStream } from '../../download/begun-stream.ts';
import { availableLayers } from '../../layer-availability.ts';
import type { RepositoryHandle } from '../../repository-handle.ts';
import { repositoryKey } from '../../repository-handle.ts';
import { LostUpload } from '../lost-upload.ts';
import type { UploadContext } from '../upload-context.ts';
import type { UnfinishedRegistryUpload } from '../upload-journal.ts';
import { withDoorToken } from './ask-door.ts';
import type { OpenedUpload } from './blob-upload.ts';
import { closeUpload, heldBytes, openUpload, patchBlob, putBlob } from './blob-upload.ts';
import type { VerifiedBytes } from './verified-bytes.ts';
import { verifiedBytes } from './verified-bytes.ts';

/** How often a blob begins again in a new upload, because the registry lost the one before or bytes arrived wrong. */
const mostStarts = 3;

/** A smaller blob is sent again sooner than it is asked what became of it. In bytes. */
const worthNoting = 8 * 1024 * 1024;

/**
 * In bytes: what came in by a broken request counts as a part, and an upload with a smaller one before the last is
 * refused when it is closed (Amazon ECR user guide, service quotas: "Minimum layer part size").
 */
const smallestPart = 5 * 1024 * 1024;

/** Refusals that mean: this upload is over, or its bytes are not those that were sent. */
const lostNames: ReadonlySet<string> = new Set([
  'InvalidLayerException',
  'InvalidLayerPartException',
  'LayerPartTooSmallException',
  'UploadNotFoundException',
]);

/** Stands for what the source did wrong, so that it is not taken for a failure of the registry and tried again. */
class SourceFailed extends Error {
  override readonly name = 'SourceFailed';
}

const isTemporary = (error: unknown): boolean => error instanceof EngineError && error.data.retryable;

const lost = (digest: string, { name }: RepositoryHandle): EngineError =>
  new EngineError({
    code: 'upload-rejected',
    message: `The registry gave up the upload of layer ${digest} to repository ${name} several times. Try again.`,
    side: 'destination',
    retryable: false,
    action: 'retry',
  });

/** An upload that takes a blob's bytes. */
interface OpenedBlob {
  readonly target: string;
  /** Whether an earlier run may have sent some of them. */
  readonly isBegun: boolean;
  readonly bytes: VerifiedBytes;
  /** All of the bytes, where their reading has begun. */
  readonly reading: BegunStream | undefined;
}

/**
 * Sends all bytes of a blob to an upload, and closes it. A connection that breaks is taken up again where the registry
 * says it stands; the attempts are counted anew after every byte gained.
 *
 * @throws LostUpload when another upload has to begin; EngineError that names the side.
 */
async function sendAll(
  destination: RepositoryHandle,
  { digest, size }: BlobDescriptor,
  opened: OpenedBlob,
  { signal, emit }: UploadContext,
): Promise<void> {
  const { registry, name } = destination;
  const { bytes } = opened;
  let { target, isBegun: askFirst, reading } = opened;
  let held = 0;
  let sourceFailure: unknown;

  /** What is being read already is read on, once. */
  const chunksFrom = (firstByte: number): AsyncIterable<Buffer> => {
    const begun = firstByte === 0 ? reading : undefined;
    if (begun) reading = undefined;
    return begun?.chunks ?? bytes.from(firstByte);
  };

  const bodyFrom = (firstByte: number): DoorBody => ({
    length: size - firstByte,
    chunks: (async function* () {
      try {
        yield* chunksFrom(firstByte);
      } catch (error) {
        sourceFailure = error;
        throw new SourceFailed('The source failed', { cause: error });
      }
    })(),
  });

  const goOn = async (abortSignal: AbortSignal | undefined): Promise<void> => {
    if (askFirst) {
      const now = await heldBytes(destination, target, abortSignal);
      const gained = (now ?? 0) - held;
      const isTooLittle = gained > 0 && gained < smallestPart && now !== size;
      if (now === undefined || now > size || isTooLittle) throw new LostUpload(lost(digest, destination));
      emit({ kind: 'layer-restart', digest });
      if (now > 0) emit({ kind: 'layer-continued', digest, bytes: now });
      held = now;
    }
    askFirst = true;
    await withDoorToken(destination, abortSignal, async (token) => {
      if (held === 0) return putBlob(destination, token, target, digest, bodyFrom(0), abortSignal);
      if (held < size)
        target = await patchBlob(destination, token, target, held, bodyFrom(held), abortSignal);
      return closeUpload(destination, target, digest, abortSignal);
    });
  };

  const isThere = async (): Promise<boolean> =>
    (await availableLayers(destination, [digest], signal)).has(digest);

  for (;;) {
    const before = held;
    try {
      return await registry.call('CompleteLayerUpload', (_client, { abortSignal }) => goOn(abortSignal), {
        repositoryName: name,
        signal,
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (sourceFailure !== undefined) throw sourceFailure;
      const cause = error instanceof EngineError ? error.cause : error;
      if (cause instanceof LostUpload || lostNames.has(causeOf(error).name)) {
        // The answer to the last request may have been lost after the registry had applied it.
        if (await isThere()) return;
        throw new LostUpload(lost(digest, destination));
      }
      if (!isTemporary(error) || held <= before) throw error;
    }
  }
}

/**
 * Copies one blob through the registry's own door: mounted where the registry does so, else streamed as raw bytes in
 * one request.
 *
 * @param mountFrom a repository of the same registry that holds the blob.
 * @param begun what an earlier run left.
 * @returns how it came there.
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadByDoor(
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
  let left = begun?.target;

  const note = async (target: string): Promise<void> => {
    if (size >= worthNoting)
      await journal.write({ door: 'registry', repository, digest, target, at: Date.now() });
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
    const bytes = verifiedBytes(source, blob, context, () => destination.registry.pass());
    // Beside the opening of the upload; not for bytes that may be mounted, or be there in part.
    const reading = mount === undefined && left === undefined ? beginStream(bytes.from(0)) : undefined;
    try {
      const opened = left === undefined ? await open() : undefined;
      if (opened?.kind === 'mounted') return 'mounted';
      const target = left ?? opened?.target ?? '';
      await note(target);
      if (start === 1) emit({ kind: 'layer', digest, state: 'copying' });
      const isBegun = left !== undefined;
      await sendAll(destination, blob, { target, isBegun, bytes, reading }, context);
      await forget();
      return 'sent';
    } catch (error) {
      reading?.close();
      if (!(error instanceof LostUpload)) throw error;
      await forget();
      // What an earlier run left is no start of this one.
      if (left !== undefined) start -= 1;
      else if (start >= mostStarts) throw error.cause;
      left = undefined;
      emit({ kind: 'layer-restart', digest });
    }
  }
}
