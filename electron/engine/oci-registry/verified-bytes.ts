import { createHash } from 'node:crypto';
import type { BlobDescriptor } from '../manifest/manifest.ts';
import { downloadLayer } from '../replication/download/download-layer.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { corruptLayer } from '../replication/upload/corrupt-layer.ts';
import { UploadExpiredError } from '../replication/upload/upload-expired-error.ts';
import { reportProgress } from '../replication/upload/report-progress.ts';
import type { UploadContext } from '../replication/upload/upload-context.ts';

/** A blob's bytes from any place on, hashed on the way, however often their sending begins again. */
export interface VerifiedBytes {
  /** @throws UploadExpiredError instead of the last bytes, when the whole does not have the digest. */
  from(firstByte: number): AsyncGenerator<Buffer, void, undefined>;
}

/**
 * The last chunk is held back until all bytes have been hashed: a request that carries wrong bytes is never complete.
 *
 * @param pass resolves when bytes may move.
 */
export function verifiedBytes(
  source: RepositoryHandle,
  blob: BlobDescriptor,
  { retryPolicy, signal, emit, budget: { slowConnections } }: UploadContext,
  pass: () => Promise<void>,
): VerifiedBytes {
  const { digest, size } = blob;
  const hash = createHash('sha256');
  let hashed = 0;
  let isVerified = false;
  // Bytes of an earlier run were not seen here: the registry's own check of the digest stands for them.
  let isHashedWhole = true;

  const learn = (chunk: Buffer, position: number): void => {
    const known = hashed - position;
    if (known < 0) isHashedWhole = false;
    if (known >= chunk.length) return;
    hash.update(known > 0 ? chunk.subarray(known) : chunk);
    hashed = position + chunk.length;
  };

  const verify = (): void => {
    if (hashed < size || isVerified || !isHashedWhole) return;
    if (`sha256:${hash.digest('hex')}` !== digest) throw new UploadExpiredError(corruptLayer(digest));
    isVerified = true;
  };

  async function* hashedFrom(firstByte: number): AsyncGenerator<Buffer, void, undefined> {
    let position = firstByte;
    let heldBack: Buffer | undefined;
    for await (const chunk of downloadLayer(source, blob, retryPolicy, {
      firstByte,
      signal,
      slowConnections,
    })) {
      await pass();
      learn(chunk, position);
      position += chunk.length;
      if (heldBack) yield heldBack;
      heldBack = chunk;
    }
    verify();
    if (heldBack) yield heldBack;
  }

  // The connection asks for a chunk when it has taken the one before: read and sent go together.
  return {
    from: (firstByte) =>
      reportProgress(hashedFrom(firstByte), (bytes) =>
        emit({ kind: 'layer-bytes', digest, received: bytes, sent: bytes }),
      ),
  };
}
