import type { Repository, StoredImage } from '../local-ecr/registry/repository.ts';

// Verifies random copies in the registries themselves, without code of the engine.

const getImage = (repository: Repository, digest: string): StoredImage => {
  const found = repository.images.get(digest);
  if (!found) throw new Error(`${repository.name} has no manifest ${digest}`);
  return found;
};

const listAttachedTags = (repository: Repository, digest: string): readonly (readonly [string, string])[] =>
  [...repository.tags].filter(([tag]) => tag.startsWith(digest.replace(':', '-')));

/**
 * Collects an image with its children and optionally everything that is attached to any of them, recursively.
 *
 * @param withReferrers whether to include attached manifests, by `subject` or by tag.
 * @returns the digests, and the tags that attach manifests.
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
    for (const child of getImage(repository, digest).children) visit(child);
    if (!withReferrers) return;
    for (const referrer of repository.referrers.get(digest) ?? []) visit(referrer);
    for (const [tag, attached] of listAttachedTags(repository, digest)) {
      tags.set(tag, attached);
      visit(attached);
    }
  };
  visit(root);
  return { digests, tags };
}

/** Lists what is missing or different at the destination for these manifests of the source. */
export function findDifferences(
  from: Repository,
  to: Repository,
  digests: ReadonlySet<string>,
): readonly string[] {
  return [...digests].flatMap((digest) => {
    const source = getImage(from, digest);
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

/** Lists the missing manifests and blobs of every tag. */
export function findBrokenTags(repository: Repository): readonly string[] {
  const listMissing = (digest: string): readonly string[] => {
    const stored = repository.images.get(digest);
    if (!stored) return [`no manifest ${digest}`];
    const blobs = stored.blobs.filter((blob) => !repository.layers.has(blob));
    return [...blobs.map((blob) => `no blob ${blob}`), ...stored.children.flatMap(listMissing)];
  };
  return [...repository.tags].flatMap(([tag, digest]) =>
    listMissing(digest).map((missing) => `${tag}: ${missing}`),
  );
}
