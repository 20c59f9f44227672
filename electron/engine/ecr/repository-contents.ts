import type { ImageSummary } from '../../../shared/models/image.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { hasCode } from '../errors/engine-error.ts';
import type { ImageIds, KnownImages } from './image-ids.ts';
import { readImageIds } from './image-ids.ts';
import { listImagesWhile } from './images.ts';
import { limitListing } from './pull-through-cache.ts';

/** All images of a repository, as DescribeImages or, where that is denied, ListImages reports them. */
export interface RepositoryListing {
  /** By digest; undefined from ListImages, which does not report it. */
  readonly statuses: ReadonlyMap<string, ImageSummary['status'] | undefined>;
  /** Digest by tag. */
  readonly tags: ReadonlyMap<string, string>;
  /** Images whose manifests have a `subject`, by its digest; undefined from ListImages, which does not report it. */
  readonly bySubject: ReadonlyMap<string, readonly ImageSummary[]> | undefined;
  /** Digests of the images that are indexes; undefined from ListImages, which does not report it. */
  readonly indexes: ReadonlySet<string> | undefined;
}

/** What is known of a repository before its manifests are read. */
export type RepositoryContents =
  /** Everything was listed: what the list lacks is not requested. */
  | { readonly kind: 'listed'; readonly listing: RepositoryListing }
  /** Each manifest and tag has to be requested. */
  | Extract<KnownImages, { readonly kind: 'unlisted' }>;

function indexImages(images: readonly ImageSummary[]): RepositoryListing {
  const attached = images.filter(({ subjectDigest }) => subjectDigest !== undefined);
  return {
    statuses: new Map(images.map(({ digest, status }) => [digest, status])),
    tags: new Map(images.flatMap(({ digest, tags }) => tags.map((tag) => [tag, digest] as const))),
    bySubject: Map.groupBy(attached, ({ subjectDigest }) => subjectDigest ?? ''),
    indexes: new Set(images.filter(({ kind }) => kind === 'index').map(({ digest }) => digest)),
  };
}

const indexIds = ({ digests, tags }: ImageIds): RepositoryListing => ({
  statuses: new Map([...digests].map((digest) => [digest, undefined])),
  tags,
  bySubject: undefined,
  indexes: undefined,
});

/** Calls for single manifests from which a list is worth its permission and its own calls. */
export const minCallsForList = 10;

/**
 * Lists the images of a repository where requests for the single manifests take many calls and the list takes no more.
 *
 * @param otherCalls the number of calls that requests for the single manifests take.
 * @returns undefined also when the list is denied or there is no repository, which those requests report.
 */
export async function listIfFewerCalls(
  { registry, name }: RepositoryHandle,
  otherCalls: number,
  signal?: AbortSignal,
): Promise<RepositoryListing | undefined> {
  if (otherCalls < minCallsForList) return undefined;
  try {
    const images = await listImagesWhile(registry, name, (calls) => calls < otherCalls, signal);
    return images && indexImages(images);
  } catch (error) {
    if (
      hasCode(error, 'access-denied') ||
      hasCode(error, 'operation-unsupported') ||
      hasCode(error, 'repository-not-found')
    )
      return undefined;
    throw error;
  }
}

/**
 * Lists the images of a repository where that takes no more calls than requests for the single manifests, and wherever
 * such a request can start an import from an upstream registry.
 *
 * @param otherCalls the number of calls that requests for the single manifests take.
 * @throws EngineError `access-denied` when the repository is a pull-through cache whose images cannot be listed.
 */
export async function readRepositoryContents(
  { registry, name }: RepositoryHandle,
  otherCalls: number,
  signal?: AbortSignal,
): Promise<RepositoryContents> {
  try {
    const shouldContinue = limitListing(registry, name, otherCalls, signal);
    const images = await listImagesWhile(registry, name, shouldContinue, signal);
    return images ? { kind: 'listed', listing: indexImages(images) } : { kind: 'unlisted' };
  } catch (error) {
    if (!hasCode(error, 'access-denied') && !hasCode(error, 'operation-unsupported')) throw error;
    const known = await readImageIds(registry, name, otherCalls, signal);
    return known.kind === 'listed' ? { kind: 'listed', listing: indexIds(known.ids) } : known;
  }
}
