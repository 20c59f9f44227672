import { downloadableLayer } from '../registry/layers.ts';
import type { Repository } from '../registry/repository.ts';
import { RegistryError } from './registry-error.ts';
import { answer, type Answer, type Exchange } from './exchange.ts';

/**
 * Answers HEAD of a blob; a blob without an image counts too, so that a push does not upload it again.
 *
 * @throws RegistryError BLOB_UNKNOWN
 */
export function headBlob(repository: Repository, digest: string): Answer {
  const layer = repository.layers.get(digest);
  if (!layer) throw new RegistryError(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  return answer(200, {
    'content-length': `${layer.content.size}`,
    'content-type': layer.mediaType ?? 'application/octet-stream',
    'docker-content-digest': digest,
  });
}

/**
 * Redirects the client to a layer URL, as ECR redirects to S3.
 *
 * @throws EcrError LayersNotFoundException, LayerInaccessibleException
 */
export function getBlob(exchange: Exchange, repository: Repository, digest: string): Answer {
  return answer(307, { location: exchange.presign(repository, downloadableLayer(repository, digest)) });
}
