import type { ImageSummary } from '../../../shared/models/image.ts';
import { listImagesWhile } from './images.ts';
import { isPullThroughCache } from './pull-through-cache.ts';
import { hasCode } from '../errors/engine-error.ts';
import type { RepositoryHandle } from './repository-handle.ts';

/** Everything that a repository has, as DescribeImages reports it. */
export interface RepositoryListing {
  readonly byDigest: ReadonlyMap<string, ImageSummary>;
  /** Digest by tag. */
  readonly tags: ReadonlyMap<string, string>;
  /** What is attached to a manifest by the `subject` in its own manifest, by the digest of that. */
  readonly bySubject: ReadonlyMap<string, readonly ImageSummary[]>;
}

/** How a plan finds out what a repository has. */
export type Contents =
  /** DescribeImages listed all of it. */
  | { readonly kind: 'listed'; readonly listing: RepositoryListing }
  /**
   * It is asked about each manifest and tag. `mayImport`: what it does not have must not be asked for by BatchGetImage,
   * which would make ECR import it from upstream.
   */
  | { readonly kind: 'asked'; readonly mayImport: boolean };

export function indexListing(images: readonly ImageSummary[]): RepositoryListing {
  const attached = images.filter(({ subjectDigest }) => subjectDigest !== undefined);
  return {
    byDigest: new Map(images.map((image) => [image.digest, image])),
    tags: new Map(images.flatMap(({ digest, tags }) => tags.map((tag) => [tag, digest] as const))),
    bySubject: Map.groupBy(attached, ({ subjectDigest }) => subjectDigest ?? ''),
  };
}

/** DescribeImages lists 1,000 images a call: a small repository is listed whatever is asked of it. */
const fewestCalls = 2;

/**
 * Lists a repository where that takes no more calls than to ask about its manifests one by one, and wherever a question
 * could make ECR import from upstream.
 *
 * @param otherCalls how many calls it takes to ask.
 */
export async function readContents(
  { registry, name }: RepositoryHandle,
  otherCalls: number,
  signal?: AbortSignal,
): Promise<Contents> {
  let mayImport: boolean | undefined;
  const isWorth = async (calls: number): Promise<boolean> => {
    if (calls < Math.max(fewestCalls, otherCalls)) return true;
    mayImport ??= (await isPullThroughCache(registry, name, signal)) ?? true;
    return mayImport;
  };
  try {
    const images = await listImagesWhile(registry, name, isWorth, signal);
    return images ? { kind: 'listed', listing: indexListing(images) } : { kind: 'asked', mayImport: false };
  } catch (error) {
    if (!hasCode(error, 'access-denied') && !hasCode(error, 'operation-unsupported')) throw error;
    // Where the rules cannot be read either, it is taken for an ordinary repository: a pull takes no other permission.
    return { kind: 'asked', mayImport: (await isPullThroughCache(registry, name, signal)) ?? false };
  }
}
