import { downloadableLayer } from '../registry/layers.ts';
import type { Repository } from '../registry/repository.ts';
import { DoorError } from './registry-error.ts';
import { answer, type Answer, type Exchange } from './exchange.ts';

/**
 * Whether a blob is here, as HEAD asks; one that no image names yet counts too, so that a push need not repeat it.
 *
 * @throws DoorError BLOB_UNKNOWN
 */
export function headBlob(repository: Repository, digest: string): Answer {
  const layer = repository.layers.get(digest);
  if (!layer) throw new DoorError(404, 'BLOB_UNKNOWN', 'blob unknown to registry');
  return answer(200, {
    'content-length': `${layer.content.size}`,
    'content-type': layer.mediaType ?? 'application/octet-stream',
    'docker-content-digest': digest,
  });
}

/**
 * Sends the client to where the bytes are, as ECR sends it to S3.
 *
 * @throws EcrError LayersNotFoundException, LayerInaccessibleException
 */
export function getBlob(exchange: Exchange, repository: Repository, digest: string): Answer {
  return answer(307, { location: exchange.presign(repository, downloadableLayer(repository, digest)) });
}
