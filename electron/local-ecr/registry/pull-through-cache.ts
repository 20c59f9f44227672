import { addLayer } from './layers.ts';
import type { ImageId } from './image-id.ts';
import { findImage } from './image-id.ts';
import type { Registry } from './registry.ts';
import type { Repository, StoredImage } from './repository.ts';

/** A pull through cache rule: the repositories with a prefix cache those of another registry. */
export interface PullThroughCacheRule {
  readonly upstreamRegistryUrl: string;
  /** Tags and digests that were requested from the upstream registry. */
  readonly imports: string[];
  /** The upstream registry, whose repository names follow the prefix; unreachable when absent. */
  readonly upstream?: Registry;
}

/** The rule of a repository, with its prefix: the rule with the longest matching prefix. */
export function cacheRuleOf(
  registry: Registry,
  repositoryName: string,
): { readonly prefix: string; readonly rule: PullThroughCacheRule } | undefined {
  const [found] = [...registry.pullThroughCacheRules]
    .filter(([prefix]) => prefix === 'ROOT' || repositoryName.startsWith(`${prefix}/`))
    .toSorted(([a], [b]) => b.length - a.length);
  return found && { prefix: found[0], rule: found[1] };
}

/**
 * Imports from the upstream registry each of these images that the repository does not have, as ECR does on BatchGetImage:
 * the manifest with its layers and the tag, and of an index not its manifests. Permission for BatchGetImage suffices;
 * ECR requires ecr:BatchImportUpstreamImage as well. Existing images are never refreshed, which ECR does once a day for a
 * tag.
 */
export function importMissing(
  registry: Registry,
  repository: Repository,
  imageIds: readonly ImageId[],
): void {
  const found = cacheRuleOf(registry, repository.name);
  if (!found) return;
  const { prefix, rule } = found;
  const name = prefix === 'ROOT' ? repository.name : repository.name.slice(prefix.length + 1);
  const upstream = rule.upstream?.repositories.get(name);
  for (const imageId of imageIds) {
    const here = findImage(repository, imageId);
    if (!('failureCode' in here) || here.failureCode !== 'ImageNotFound') continue;
    rule.imports.push(imageId.imageTag ?? imageId.imageDigest ?? '');
    const there = upstream && findImage(upstream, imageId);
    if (upstream && there && !('failureCode' in there)) importImage(upstream, repository, there, imageId);
  }
}

function importImage(
  upstream: Repository,
  repository: Repository,
  { digest, ...image }: StoredImage,
  { imageTag }: ImageId,
): void {
  const imported: StoredImage = repository.images.get(digest) ?? {
    ...image,
    digest,
    pushedAt: new Date(),
    tags: new Set(),
    parents: new Set(),
  };
  for (const blob of image.blobs) {
    const layer = upstream.layers.get(blob);
    if (layer) addLayer(repository, blob, layer.content).images.add(digest);
  }
  repository.images.set(digest, imported);
  if (imageTag !== undefined) {
    repository.tags.set(imageTag, digest);
    imported.tags.add(imageTag);
  }
  repository.revision += 1;
}
