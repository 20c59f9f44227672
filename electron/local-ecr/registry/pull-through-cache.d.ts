import type { ImageId } from './image-id.ts';
import type { Registry } from './registry.ts';
import type { Repository } from './repository.ts';
/** A rule by which the repositories below a prefix cache those of another registry. */
export interface PullThroughCacheRule {
  readonly upstreamRegistryUrl: string;
  /** Tags and digests that BatchGetImage made ECR ask the upstream registry for. */
  readonly imports: string[];
  /** The upstream registry, whose repositories have the names below the prefix; out of reach when absent. */
  readonly upstream?: Registry;
}
/** The rule that concerns a repository, with its prefix: that of the longest prefix. */
export declare function cacheRuleOf(
  registry: Registry,
  repositoryName: string,
):
  | {
      readonly prefix: string;
      readonly rule: PullThroughCacheRule;
    }
  | undefined;
/**
 * Imports from the upstream registry each of these images that the repository does not have, as ECR does when
 * BatchGetImage asks for them: the manifest with its layers and the tag, and of an index not the manifests that it names.
 * Whoever may call BatchGetImage may import; ECR asks for ecr:BatchImportUpstreamImage as well. What is there is never
 * looked up upstream again, which ECR does once a day for a tag.
 */
export declare function importMissing(
  registry: Registry,
  repository: Repository,
  imageIds: readonly ImageId[],
): void;
