import { buffer } from 'node:stream/consumers';
import { EcrError } from '../registry/ecr-error.ts';
import { getImages } from '../registry/get-images.ts';
import type { ImageId } from '../registry/image-id.ts';
import { limits } from '../registry/limits.ts';
import { putImage, type ImagePut } from '../registry/put-image.ts';
import { requireDigest, requireImageTag } from '../registry/constraints.ts';
import type { Repository, StoredImage } from '../registry/repository.ts';
import { RegistryError } from './registry-error.ts';
import { answer, type Answer, type Exchange } from './exchange.ts';

/**
 * Returns a manifest by tag or digest, byte for byte. As at ECR, HEAD returns the digest and GET does not.
 *
 * @throws RegistryError MANIFEST_UNKNOWN
 */
export function getManifest(exchange: Exchange, repository: Repository, reference: string): Answer {
  const image = findImage(exchange, repository, reference);
  const headers = {
    'content-type': image.mediaType,
    'content-length': `${Buffer.byteLength(image.manifest)}`,
  };
  if (exchange.method === 'HEAD') return answer(200, { ...headers, 'docker-content-digest': image.digest });
  return answer(200, headers, image.manifest);
}

function findImage(exchange: Exchange, repository: Repository, reference: string): StoredImage {
  const { images, failures } = getImages(repository, [imageIdOf(reference)], acceptedTypes(exchange));
  const [found] = images;
  if (found) return found.image;
  const reason = failures[0]?.failureReason ?? 'Requested image not found';
  throw new RegistryError(404, 'MANIFEST_UNKNOWN', reason);
}

/**
 * Stores a manifest with a tag, or by its digest only. Putting an existing one again succeeds.
 *
 * @throws RegistryError UNSUPPORTED (405) for a media type that ECR does not store, SIZE_INVALID
 * @throws EcrError the errors of `putImage`
 */
export async function putManifest(
  exchange: Exchange,
  repository: Repository,
  reference: string,
): Promise<Answer> {
  const { imageDigest, imageTag } = imageIdOf(reference);
  const mediaType = exchange.headers['content-type']?.split(';')[0]?.trim();
  const image = putOrFind(exchange, repository, {
    manifest: await readManifest(exchange),
    ...(mediaType !== undefined && { mediaType }),
    ...(imageTag !== undefined && { tag: imageTag }),
    ...(imageDigest !== undefined && { digest: imageDigest }),
  });
  return answer(201, {
    location: `/v2/${repository.name}/manifests/${image.digest}`,
    'docker-content-digest': image.digest,
    ...(image.subject !== undefined && { 'oci-subject': image.subject }),
  });
}

function putOrFind(
  exchange: Exchange,
  repository: Repository,
  put: ImagePut,
): Pick<StoredImage, 'digest' | 'subject'> {
  try {
    const image = putImage(repository, put);
    exchange.onPush(repository, image, put.tag);
    return image;
  } catch (error) {
    if (!(error instanceof EcrError)) throw error;
    if (error.name === 'InvalidParameterException')
      throw new RegistryError(405, 'UNSUPPORTED', error.message);
    const there = repository.images.get(put.digest ?? repository.tags.get(put.tag ?? '') ?? '');
    if (error.name === 'ImageAlreadyExistsException' && there) return there;
    throw error;
  }
}

/** A manifest must be UTF-8 text: other bytes do not survive being stored as text. */
async function readManifest({ headers, body }: Exchange): Promise<string> {
  const tooLarge = new RegistryError(400, 'SIZE_INVALID', 'the manifest is larger than 4 MiB');
  if (Number(headers['content-length'] ?? 0) > limits.manifestSize) throw tooLarge;
  const bytes = await buffer(body);
  if (bytes.length > limits.manifestSize) throw tooLarge;
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) {
    throw new RegistryError(405, 'UNSUPPORTED', "Invalid parameter at 'ImageManifest'");
  }
  return text;
}

/** @throws EcrError InvalidParameterException for text that is neither a tag nor a digest. */
function imageIdOf(reference: string): ImageId {
  if (reference.includes(':')) {
    requireDigest('imageDigest', reference);
    return { imageDigest: reference };
  }
  requireImageTag(reference);
  return { imageTag: reference };
}

/** The media types that a client accepts; undefined when it accepts all. */
function acceptedTypes({ headers }: Exchange): readonly string[] | undefined {
  const types = (headers.accept ?? '*/*').split(',').map((type) => type.split(';')[0]?.trim() ?? '');
  return types.includes('*/*') ? undefined : types;
}
