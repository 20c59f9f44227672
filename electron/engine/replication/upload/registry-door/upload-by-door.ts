import type { DoorBody } from '../../../aws/registry-door/door-request.ts';
import type { BlobDescriptor } from '../../../ecr/manifest.ts';
import { causeOf } from '../../../errors/cause-of.ts';
import { EngineError } from '../../../errors/engine-error.ts';
import { availableLayers } from '../../layer-availability.ts';
import type { RepositoryHandle } from '../../repository-handle.ts';
import type { UploadContext } from '../upload-context.ts';
import { withDoorToken } from './ask-door.ts';
import type { MountSource } from './blob-upload.ts';
import { closeUpload, heldBytes, openUpload, patchBlob, putBlob } from './blob-upload.ts';
import { verifiedBytes } from './verified-bytes.ts';

/** How often a blob begins again in a new upload, because the registry lost the one before. */
const mostStarts = 3;

/** Stands for what the source did wrong, so that it is not taken for a failure of the registry and tried again. */
class SourceFailed extends Error {
  override readonly name = 'SourceFailed';
}

/** Refusals that mean: this upload is over, or its bytes are not those that were sent. */
const lostNames: ReadonlySet<string> = new Set([
  'InvalidLayerException',
  'InvalidLayerPartException',
  'LayerPartTooSmallException',
  'UploadNotFoundException',
]);

const isTemporary = (error: unknown): boolean => error instanceof EngineError && error.data.retryable;

/**
 * Sends all bytes of a blob to an opened upload, and closes it. A connection that breaks is taken up again where the
 * registry says it stands; the attempts are counted anew after every byte gained.
 *
 * @returns whether the blob is there; false when the upload is lost and another one has to begin.
 */
async function sendAll(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  opened: string,
  context: UploadContext,
): Promise<boolean> {
  const { registry, name } = destination;
  const { digest, size } = blob;
  const { signal, emit } = context;
  const bytes = verifiedBytes(source, blob, context, () => registry.pass());
  let target = opened;
  let held = 0;
  let isBroken = false;
  let sourceFailure: unknown;

  const bodyFrom = (firstByte: number): DoorBody => ({
    length: size - firstByte,
    chunks: (async function* () {
      try {
        yield* bytes.from(firstByte);
      } catch (error) {
        sourceFailure = error;
        throw new SourceFailed('The source failed', { cause: error });
      }
    })(),
  });

  const goOn = async (): Promise<'lost' | 'closed'> => {
    if (isBroken) {
      const now = await heldBytes(destination, target, signal);
      if (now === undefined) return 'lost';
      emit({ kind: 'layer-restart', digest });
      if (now > 0) emit({ kind: 'layer-continued', digest, bytes: now });
      held = now;
    }
    isBroken = true;
    await withDoorToken(destination, signal, async (token) => {
      if (held === 0) return putBlob(destination, token, target, digest, bodyFrom(0), signal);
      if (held < size) target = await patchBlob(destination, token, target, held, bodyFrom(held), signal);
      return closeUpload(destination, target, digest, signal);
    });
    return 'closed';
  };

  for (;;) {
    const before = held;
    try {
      const options = { repositoryName: name, signal };
      if ((await registry.call('CompleteLayerUpload', goOn, options)) === 'closed') return true;
      break;
    } catch (error) {
      signal?.throwIfAborted();
      if (sourceFailure !== undefined) throw sourceFailure;
      if (lostNames.has(causeOf(error).name)) break;
      if (!isTemporary(error) || held <= before) throw error;
    }
  }
  // The answer to the last request may have been lost after the registry had applied it.
  return (await availableLayers(destination, [digest], signal)).has(digest);
}

const lost = (digest: string, { name }: RepositoryHandle): EngineError =>
  new EngineError({
    code: 'upload-rejected',
    message: `The registry gave up the upload of layer ${digest} to repository ${name} several times. Try again.`,
    side: 'destination',
    retryable: false,
    action: 'retry',
  });

/**
 * Copies one blob through the registry's own door: mounted where the registry does so, else streamed as raw bytes in
 * one request.
 *
 * @param mountFrom a repository of the same registry that holds the blob.
 * @returns how it came there.
 * @throws EngineError that names the side; AbortError when cancelled.
 */
export async function uploadByDoor(
  source: RepositoryHandle,
  destination: RepositoryHandle,
  blob: BlobDescriptor,
  mountFrom: string | undefined,
  context: UploadContext,
): Promise<'mounted' | 'sent'> {
  const { digest } = blob;
  const { signal, emit } = context;
  const mount: MountSource | undefined = mountFrom === undefined ? undefined : { digest, from: mountFrom };
  for (let start = 1; start <= mostStarts; start += 1) {
    const opened = await openUpload(destination, mount, signal);
    if (opened.kind === 'mounted') return 'mounted';
    emit(start === 1 ? { kind: 'layer', digest, state: 'copying' } : { kind: 'layer-restart', digest });
    if (await sendAll(source, destination, blob, opened.target, context)) return 'sent';
  }
  throw lost(digest, destination);
}
