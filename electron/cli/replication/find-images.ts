import type { ImageSummary } from '../../../shared/models/image.ts';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RegistryConnection } from '../../engine/aws/clients/registry-connection.ts';
import type { RepositoryHandle } from '../../engine/aws/clients/repository-handle.ts';
import type { RepositoryContents } from '../../engine/ecr/repository-contents.ts';
import { resolveTags } from '../../engine/ecr/resolve-tags.ts';
import { listImages } from '../../engine/ecr/images.ts';
import { readTagsOfDigests } from '../../engine/ecr/describe-tags.ts';
import { EngineError, hasCode } from '../../engine/errors/engine-error.ts';
import type { SourceReference } from '../options/source-reference.ts';
import { subjectOfTag } from '../../../shared/models/referrer-tag.ts';

export type RequestedImage = ReplicationRequest['images'][number];

const notFound = (message: string): EngineError =>
  new EngineError({ code: 'image-not-found', message, side: 'source', retryable: false });

/** A tag that attaches an image to another one is not listed: it is copied with the other image. */
function taggedImages(images: readonly ImageSummary[]): readonly RequestedImage[] {
  const digests = new Set(images.map(({ digest }) => digest));
  return images.flatMap(({ digest, tags }) => {
    const own = tags.filter((tag) => !digests.has(subjectOfTag(tag) ?? ''));
    return own.length > 0 ? [{ digest, sourceTags: own, destinationTags: own }] : [];
  });
}

/** Each digest once, with all the tags that it was asked for by. */
function mergeByDigest(images: readonly RequestedImage[]): readonly RequestedImage[] {
  return [...Map.groupBy(images, ({ digest }) => digest)].map(([digest, same]) => {
    const tags = [...new Set(same.flatMap(({ sourceTags }) => sourceTags))];
    return { digest, sourceTags: tags, destinationTags: tags };
  });
}

/** Copying one image takes no permission to list them. */
async function listAll(
  registry: RegistryConnection,
  repositoryName: string,
  signal: AbortSignal,
): Promise<readonly ImageSummary[]> {
  try {
    return await listImages(registry, repositoryName, signal);
  } catch (error) {
    if (!hasCode(error, 'access-denied')) throw error;
    const message = `The images of ${repositoryName} cannot be listed. Name a tag or a digest, as in ${repositoryName}:TAG. ${error.data.message}`;
    throw new EngineError({ ...error.data, message }, error);
  }
}

/** What it takes to find images. */
export interface Finding {
  readonly signal: AbortSignal;
  /** Lists the source where that is worth it for this number of images. */
  readonly list: (repository: RepositoryHandle, images: number) => Promise<RepositoryContents>;
  /** Whether an image that is named by its digest is to have the source's tags. */
  readonly wantsTags: boolean;
  /** Called with one sentence about what cannot be read. */
  readonly warn: (warning: string) => void;
}

const noTags: ReadonlyMap<string, readonly string[]> = new Map();

/** The digests of tags, from the list where there is one. */
const findDigests = (
  { registry, name }: RepositoryHandle,
  tags: readonly string[],
  contents: RepositoryContents | undefined,
  signal: AbortSignal,
): ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>> =>
  contents?.kind === 'listed' ? contents.listing.tags : resolveTags(registry, name, tags, signal);

/** The source's tags of the images that are named by their digests. */
async function readTags(
  registry: RegistryConnection,
  repositoryName: string,
  references: readonly SourceReference[],
  { signal, wantsTags, warn }: Finding,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const digests = references.flatMap(({ image }) => (image.kind === 'digest' ? image.digest : []));
  if (!wantsTags || digests.length === 0) return noTags;
  const read = await readTagsOfDigests(registry, repositoryName, digests, signal);
  if (read.kind === 'read') return read.tags;
  warn(
    `The tags of images in ${repositoryName} that are named by digest are not known: they are copied without a tag. Give one with --tag, or say --untagged. ${read.error.message}`,
  );
  return noTags;
}

/**
 * The images of one repository that its references mean, each digest once, under the tags of the source: an image that
 * is named by its digest has all of them.
 *
 * @throws EngineError `image-not-found` for a tag that the repository does not have, or when nothing in it is tagged.
 */
export async function findImages(
  repository: RepositoryHandle,
  references: readonly SourceReference[],
  finding: Finding,
): Promise<readonly RequestedImage[]> {
  const { registry, name: repositoryName } = repository;
  const { signal } = finding;
  const tags = references.flatMap(({ image }) => (image.kind === 'tag' ? image.tag : []));
  // The plan reads the same list.
  const contents = tags.length > 0 ? await finding.list(repository, references.length) : undefined;
  const digests = await findDigests(repository, tags, contents, signal);
  const all = references.some(({ image }) => image.kind === 'all-tagged')
    ? taggedImages(await listAll(registry, repositoryName, signal))
    : [];
  const tagsByDigest = await readTags(registry, repositoryName, references, finding);

  const found = references.flatMap(({ image }): readonly RequestedImage[] => {
    switch (image.kind) {
      case 'all-tagged': {
        if (all.length > 0) return all;
        throw notFound(`Repository ${repositoryName} has no tagged image. Name an image by its digest.`);
      }
      case 'digest': {
        const own = [...(tagsByDigest.get(image.digest) ?? [])];
        return [{ digest: image.digest, sourceTags: own, destinationTags: own }];
      }
      case 'tagged-digest':
        return [{ digest: image.digest, sourceTags: [image.tag], destinationTags: [image.tag] }];
      case 'tag': {
        const digest = digests.get(image.tag);
        if (digest !== undefined) return [{ digest, sourceTags: [image.tag], destinationTags: [image.tag] }];
        throw notFound(
          `There is no tag ${image.tag} in ${repositoryName} (${registry.region}). Choose another tag.`,
        );
      }
    }
  });
  return mergeByDigest(found);
}
