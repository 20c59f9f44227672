import type { ImageSummary } from '../../../shared/models/image.ts';
import type { ImageIds, KnownImages } from './image-ids.ts';
import { readImageIds } from './image-ids.ts';
import { listImagesWhile } from './images.ts';
import { worthListing } from './list-while.ts';
import { hasCode } from '../errors/engine-error.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';

/** Everything that a repository has, as DescribeImages or, where that is denied, ListImages reports it. */
export interface RepositoryListing {
  /** By digest; undefined where ListImages does not say it. */
  readonly statuses: ReadonlyMap<string, ImageSummary['status'] | undefined>;
  /** Digest by tag. */
  readonly tags: ReadonlyMap<string, string>;
  /**
   * What is attached to a manifest by the `subject` in its own manifest, by the digest of that; undefined where
   * ListImages does not say it.
   */
  readonly bySubject: ReadonlyMap<string, readonly ImageSummary[]> | undefined;
}

/** How a plan finds out what a repository has. */
export type Contents =
  /** All of it was listed: what is not in the list is not asked for. */
  | { readonly kind: 'listed'; readonly listing: RepositoryListing }
  /** It is asked about each manifest and tag. */
  | Extract<KnownImages, { readonly kind: 'asked' }>;

export function indexListing(images: readonly ImageSummary[]): RepositoryListing {
  const attached = images.filter(({ subjectDigest }) => subjectDigest !== undefined);
  return {
    statuses: new Map(images.map(({ digest, status }) => [digest, status])),
    tags: new Map(images.flatMap(({ digest, tags }) => tags.map((tag) => [tag, digest] as const))),
    bySubject: Map.groupBy(attached, ({ subjectDigest }) => subjectDigest ?? ''),
  };
}

const indexIds = ({ digests, tags }: ImageIds): RepositoryListing => ({
  statuses: new Map([...digests].map((digest) => [digest, undefined])),
  tags,
  bySubject: undefined,
});

/**
 * Lists a repository where that takes no more calls than to ask about its manifests one by one, and wherever a question
 * could make ECR import from upstream.
 *
 * @param otherCalls how many calls it takes to ask.
 * @throws EngineError when the repository is a pull-through cache that cannot be listed.
 */
export async function readContents(
  { registry, name }: RepositoryHandle,
  otherCalls: number,
  signal?: AbortSignal,
): Promise<Contents> {
  try {
    const images = await listImagesWhile(
      registry,
      name,
      worthListing(registry, name, otherCalls, signal),
      signal,
    );
    return images ? { kind: 'listed', listing: indexListing(images) } : { kind: 'asked' };
  } catch (error) {
    if (!hasCode(error, 'access-denied') && !hasCode(error, 'operation-unsupported')) throw error;
    const known = await readImageIds(registry, name, otherCalls, signal);
    return known.kind === 'listed' ? { kind: 'listed', listing: indexIds(known.ids) } : known;
  }
}
