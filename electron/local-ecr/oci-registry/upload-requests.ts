import type { LayerUpload, Repository } from '../registry/repository.ts';
import { EcrError } from '../registry/ecr-error.ts';
import { mountLayer } from '../registry/mount-layer.ts';
import { beginUpload, completeUpload, discardUpload, findUpload, receivePart } from '../registry/uploads.ts';
import { RegistryError } from './registry-error.ts';
import { answer, type Answer, type Exchange } from './exchange.ts';

/**
 * Starts an upload, or mounts a blob of another repository of the same registry where that is enabled; when mounting
 * fails the client has to upload the blob. A whole blob in this request is ignored: the client sends it next.
 */
export async function postUpload(exchange: Exchange, repository: Repository): Promise<Answer> {
  const [digest, from] = [exchange.query.get('mount'), exchange.query.get('from')];
  if (digest !== null && from !== null && mount(exchange, repository, digest, from)) {
    return created(repository, digest);
  }
  return answer(202, uploadHeaders(exchange, repository, await beginUpload(exchange.registry, repository)));
}

function mount(
  { registry, permit }: Exchange,
  repository: Repository,
  digest: string,
  from: string,
): boolean {
  const source = registry.repositories.get(from);
  if (!source) return false;
  try {
    permit('GetDownloadUrlForLayer', from);
  } catch {
    return false;
  }
  return mountLayer(registry, source, repository, digest);
}

/**
 * Receives the next bytes of an upload. ECR answers 201 where the specification has 202.
 *
 * @throws EcrError InvalidLayerPartException when Content-Range does not begin at the upload's next byte
 */
export async function patchUpload(
  exchange: Exchange,
  repository: Repository,
  uploadId: string,
): Promise<Answer> {
  await receive(exchange, repository, uploadId);
  return answer(201, uploadHeaders(exchange, repository, findUpload(repository, uploadId)));
}

/**
 * Receives the last bytes, if any, and completes the upload; the whole blob can be in this one request. Bytes require the
 * permission for parts, as in a PATCH.
 *
 * @throws RegistryError DIGEST_INVALID without a digest
 * @throws EcrError the errors of `receivePart` and `completeUpload`
 */
export async function putUpload(
  exchange: Exchange,
  repository: Repository,
  uploadId: string,
): Promise<Answer> {
  const digest = exchange.query.get('digest');
  if (digest === null) throw new RegistryError(400, 'DIGEST_INVALID', 'the digest parameter is missing');
  if (Number(exchange.headers['content-length'] ?? 0) > 0)
    exchange.permit('UploadLayerPart', repository.name);
  await receive(exchange, repository, uploadId);
  try {
    await completeUpload(repository, uploadId, [digest]);
  } catch (error) {
    const exists = error instanceof EcrError && error.name === 'LayerAlreadyExistsException';
    if (!exists) throw error;
  }
  return created(repository, digest);
}

/** Reports the range that an upload has received. */
export function getUpload(exchange: Exchange, repository: Repository, uploadId: string): Answer {
  if (!exchange.registry.uploadStatus.isOffered)
    throw new RegistryError(405, 'UNSUPPORTED', 'The operation is unsupported.');
  const headers = uploadHeaders(exchange, repository, findUpload(repository, uploadId));
  return answer(204, exchange.reportsStaleRange() ? { ...headers, range: '0-0' } : headers);
}

export async function deleteUpload(repository: Repository, uploadId: string): Promise<Answer> {
  await discardUpload(repository, uploadId);
  return answer(204);
}

async function receive(exchange: Exchange, repository: Repository, uploadId: string): Promise<void> {
  const firstByte = firstByteOf(exchange.headers['content-range']);
  await receivePart(repository, uploadId, {
    chunks: exchange.body,
    ...(firstByte !== undefined && { firstByte }),
  });
}

/** Reads `<first>-<last>`, with or without the unit and total size of RFC 9110. */
function firstByteOf(contentRange: string | undefined): number | undefined {
  if (contentRange === undefined) return undefined;
  const first = /^(?:bytes )?(\d+)-\d+(?:\/(?:\d+|\*))?$/.exec(contentRange)?.[1];
  if (first === undefined)
    throw new RegistryError(416, 'BLOB_UPLOAD_INVALID', `not a range: ${contentRange}`);
  return Number(first);
}

function uploadHeaders(
  { registry }: Exchange,
  repository: Repository,
  upload: LayerUpload,
): Record<string, string> {
  const received = registry.uploadStatus.range === 'whole' ? upload.blob.size : upload.firstPartSize;
  return {
    location: `/v2/${repository.name}/blobs/uploads/${upload.id}`,
    'docker-upload-uuid': upload.id,
    // Both ends are included, so `0-0` means no byte as well as one byte: the protocol cannot express the difference.
    range: `0-${Math.max(0, received - 1)}`,
  };
}

const created = (repository: Repository, digest: string): Answer =>
  answer(201, { location: `/v2/${repository.name}/blobs/${digest}`, 'docker-content-digest': digest });
