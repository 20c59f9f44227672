import type { Registry } from './registry.ts';

/** A rule by which the repositories below a prefix cache those of another registry, which is out of reach here. */
export interface PullThroughCacheRule {
  readonly upstreamRegistryUrl: string;
  /** Tags and digests that BatchGetImage made ECR ask the upstream registry for. */
  readonly imports: string[];
}

/** The rule that concerns a repository: that of its longest prefix. */
export function cacheRuleOf(registry: Registry, repositoryName: string): PullThroughCacheRule | undefined {
  const [prefix] = [...registry.pullThroughCacheRules.keys()]
    .filter((each) => each === 'ROOT' || repositoryName.startsWith(`${each}/`))
    .toSorted((a, b) => b.length - a.length);
  return prefix === undefined ? undefined : registry.pullThroughCacheRules.get(prefix);
}
