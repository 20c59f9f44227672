import { findLargest } from '../../../shared/numbers/largest.ts';
import { createHash } from 'node:crypto';
import { EcrError, limitExceeded } from './ecr-error.ts';
import { reportedLayer } from './layers.ts';
import { limits } from './limits.ts';
import { parseManifest, type ParsedManifest } from './manifest.ts';
import type { Repository, StoredImage } from './repository.ts';
import { requireMovableTag } from './tag-mutability.ts';

export interface ImagePut {
  /** The exact text; its UTF-8 bytes are hashed. */
  readonly manifest: string;
  readonly mediaType?: string;
  readonly tag?: string;
  /** When set, it must equal the computed digest. */
  readonly digest?: string;
  /** For demo data with a push time in the past. */
  readonly pushedAt?: Date;
}

/**
 * PutImage: stores the exact manifest, once everything it references is in the same repository, and sets the tag. A
 * movable tag is removed from its previous image, which can become untagged.
 *
 * @throws EcrError InvalidParameterException, ImageDigestDoesNotMatchException, ImageAlreadyExistsException,
 * ImageTagAlreadyExistsException, LayersNotFoundException, ReferencedImagesNotFoundException, LimitExceededException
 */
export function putImage(repository: Repository, put: ImagePut): StoredImage {
  const parsed = parseManifest(put.manifest, put.mediaType);
  const digest = `sha256:${createHash('sha256').update(put.manifest, 'utf8').digest('hex')}`;
  requireDigest(repository, put.digest, digest);
  requireChange(repository, digest, put.tag);
  if (put.tag !== undefined) requireMovableTag(repository, put.tag, digest);
  requireReferenced(repository, parsed);
  const image = repository.images.get(digest) ?? newImage(repository, put, parsed, digest);
  if (put.tag !== undefined) setTag(repository, image, put.tag);
  store(repository, image, parsed);
  return image;
}

function requireDigest(repository: Repository, given: string | undefined, computed: string): void {
  if (given === undefined || given === computed) return;
  throw new EcrError(
    'ImageDigestDoesNotMatchException',
    `The image with digest '${given}' in repository '${repository.name}' and registry ID '${repository.registryId}' does not match the image digest that Amazon ECR has calculated.`,
  );
}

/** A put that changes neither the manifest nor a tag is rejected, in immutable repositories too. */
function requireChange(repository: Repository, digest: string, tag: string | undefined): void {
  if (!repository.images.has(digest)) return;
  if (tag !== undefined && repository.tags.get(tag) !== digest) return;
  throw new EcrError(
    'ImageAlreadyExistsException',
    `Image with digest '${digest}' and tag '${tag ?? 'null'}' already exists in the repository with name '${repository.name}' in registry with id '${repository.registryId}'`,
  );
}

function requireReferenced(repository: Repository, { blobs, children }: ParsedManifest): void {
  const missingLayers = blobs
    .map((blob) => blob.digest)
    .filter((digest) => !reportedLayer(repository, digest));
  if (missingLayers.length > 0)
    throw notFound(repository, 'LayersNotFoundException', 'Layers', missingLayers);
  const missingImages = children.filter((digest) => !repository.images.has(digest));
  if (missingImages.length > 0) {
    throw notFound(repository, 'ReferencedImagesNotFoundException', 'Images', missingImages);
  }
}

function notFound(repository: Repository, name: string, what: string, digests: readonly string[]): EcrError {
  const list = [...new Set(digests)].join(', ');
  return new EcrError(
    name,
    `${what} with digests '[${list}]' required for pushing image into repository with name '${repository.name}' in the registry with id '${repository.registryId}' do not exist`,
  );
}

function newImage(
  repository: Repository,
  put: ImagePut,
  parsed: ParsedManifest,
  digest: string,
): StoredImage {
  if (repository.images.size >= limits.imagesPerRepository) throw limitExceeded('the images per repository');
  const childSizes = parsed.children.map((child) => repository.images.get(child)?.size ?? 0);
  return {
    digest,
    manifest: put.manifest,
    mediaType: parsed.mediaType,
    artifactMediaType: parsed.artifactMediaType,
    size: findLargest(childSizes, parsed.size),
    pushedAt: put.pushedAt ?? new Date(),
    blobs: parsed.blobs.map((blob) => blob.digest),
    children: parsed.children,
    subject: parsed.subject,
    annotations: parsed.annotations,
    tags: new Set(),
    parents: new Set(),
    status: 'ACTIVE',
  };
}

function setTag(repository: Repository, image: StoredImage, tag: string): void {
  if (image.tags.size >= limits.tagsPerImage) throw limitExceeded(`${limits.tagsPerImage} tags per image`);
  const former = repository.tags.get(tag);
  if (former !== undefined) repository.images.get(former)?.tags.delete(tag);
  repository.tags.set(tag, image.digest);
  image.tags.add(tag);
}

function store(repository: Repository, image: StoredImage, parsed: ParsedManifest): void {
  repository.revision += 1;
  if (repository.images.has(image.digest)) return;
  repository.images.set(image.digest, image);
  for (const { digest, mediaType } of parsed.blobs) {
    const layer = repository.layers.get(digest);
    if (!layer) continue;
    layer.images.add(image.digest);
    layer.mediaType ??= mediaType;
  }
  for (const child of image.children) repository.images.get(child)?.parents.add(image.digest);
  if (image.subject !== undefined) {
    const referrers = repository.referrers.get(image.subject) ?? new Set();
    repository.referrers.set(image.subject, referrers.add(image.digest));
  }
}
