import type { Repository, StoredImage } from '../local-ecr/registry/repository.ts';

// The judge of random copies. It works on the registries themselves and shares nothing with the engine.

const image = (repository: Repository, digest: string): StoredImage => {
  const found = repository.images.get(digest);
  if (!found) throw new Error(`${repository.name} has no manifest ${digest}`);
  return found;
};

const tagsOf = (repository: Repository, digest: string): readonly (readonly [string, string])[] =>
  [...repository.tags].filter(([tag]) => tag.startsWith(digest.replace(':', '-')));

/**
 * An image with its children and, unless only they are wanted, all that is attached to any of it, and so on: digests,
 * and the tags that attach.
 */
export function collectClosure(
  repository: Repository,
  root: string,
  withReferrers: boolean,
): { readonly digests: ReadonlySet<string>; readonly tags: ReadonlyMap<string, string> } {
  const digests = new Set<string>();
  const tags = new Map<string, string>();
  const visit = (digest: string): void => {
    if (digests.has(digest)) return;
    digests.add(digest);
    for (const child of image(repository, digest).children) visit(child);
    if (!withReferrers) return;
    for (const referrer of repository.referrers.get(digest) ?? []) visit(referrer);
    for (const [tag, attached] of tagsOf(repository, digest)) {
      tags.set(tag, attached);
      visit(attached);
    }
  };
  visit(root);
  return { digests, tags };
}

/** What is missing or other at the destination for these manifests to be there as at the source. */
export function findDifferences(
  from: Repository,
  to: Repository,
  digests: ReadonlySet<string>,
): readonly string[] {
  return [...digests].flatMap((digest) => {
    const source = image(from, digest);
    const copied = to.images.get(digest);
    if (!copied) return [`manifest ${digest} is missing`];
    return [
      ...(copied.manifest === source.manifest ? [] : [`manifest ${digest} has other bytes`]),
      ...(copied.mediaType === source.mediaType ? [] : [`manifest ${digest} has another media type`]),
      ...source.blobs
        .filter((blob) => to.layers.get(blob)?.content.size !== from.layers.get(blob)?.content.size)
        .map((blob) => `blob ${blob} of ${digest} is missing or has another size`),
    ];
  });
}

/** Manifests and blobs that a tag leads to and that are not there. */
export function findBrokenTags(repository: Repository): readonly string[] {
  const gaps = (digest: string): readonly string[] => {
    const stored = repository.images.get(digest);
    if (!stored) return [`no manifest ${digest}`];
    const blobs = stored.blobs.filter((blob) => !repository.layers.has(blob));
    return [...blobs.map((blob) => `no blob ${blob}`), ...stored.children.flatMap(gaps)];
  };
  return [...repository.tags].flatMap(([tag, digest]) => gaps(digest).map((gap) => `${tag}: ${gap}`));
}
