import type { UploadStrategy } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { CacheRule } from '../ecr/pull-through-cache.ts';
import type { RepositoryLookup } from '../ecr/repositories.ts';
import type { StoredSettings } from '../ecr/repository-settings.ts';
import type { LoadedImage } from '../image-graph/source-image.ts';
import type { KeptReferrer } from './exclude-referrers.ts';

/** What a plan needs to know about its source repository. */
export interface SourceInputs {
  readonly identity: RegistryIdentity;
  readonly handle: RepositoryHandle;
  /** The source exists, because its images were read. */
  readonly repository: Exclude<RepositoryLookup, { readonly kind: 'missing' }>;
  /** Read only when the destination repository has to be created. */
  readonly settings: StoredSettings | undefined;
  /** Why it is unknown whether reading the source made ECR import images from an upstream registry. */
  readonly cacheRuleError?: ErrorData | undefined;
}

/** What the destination repository has of the images of a request. */
export interface DestinationContents {
  /** When the read of its manifests and tags began, in milliseconds since 1970. */
  readonly readAt: number;
  readonly layers: ReadonlySet<string>;
  /** Whether every blob that is not in `layers` is missing; else an interrupted copy can have uploaded it. */
  readonly areLayersChecked: boolean;
  readonly manifests: ReadonlySet<string>;
  /** Digests of those that were read and are byte for byte as at the source. */
  readonly sameBytes: ReadonlySet<string>;
  /** Digests of archived manifests, and tags that point to archived images. */
  readonly unreadable: ReadonlySet<string>;
  /** Digest by tag, of the requested tags. */
  readonly tags: ReadonlyMap<string, string>;
  /** Why its manifests and tags are unknown: BatchGetImage is denied. */
  readonly readError?: ErrorData | undefined;
  /** Tags of archived images whose digests are unknown, because DescribeImages is denied. */
  readonly undescribedTags?: { readonly tags: readonly string[]; readonly error: ErrorData } | undefined;
  /** Why it is unknown whether this read made ECR import images from an upstream registry. */
  readonly cacheRuleError?: ErrorData | undefined;
}

/** What a plan needs to know about its destination repository. */
export interface DestinationInputs extends DestinationContents {
  readonly identity: RegistryIdentity;
  readonly handle: RepositoryHandle;
  readonly repository: RepositoryLookup;
  /** Whether a pull through cache rule of the registry applies to the repository. */
  readonly cacheRule: CacheRule;
}

/** Everything that a plan is computed from, as AWS reported it. */
export interface PlanInputs {
  /** On the clock of `performance.now`: when the plan began to read. */
  readonly startedAt: number;
  readonly source: SourceInputs;
  readonly destination: DestinationInputs;
  /** One for each image of the request, in the same order. */
  readonly images: readonly LoadedImage[];
  /** Referrers at the destination that the user chose to keep instead of replacing them. */
  readonly keptReferrers: readonly KeptReferrer[];
  readonly uploadStrategy: UploadStrategy;
  /**
   * Whether the registries were asked about each blob to upload. Otherwise its size is the one in the manifest, and the
   * run asks for both.
   */
  readonly areBlobsChecked: boolean;
  /** Digest by tag at the source, of the selected tags. */
  readonly sourceTags: ReadonlyMap<string, string>;
}
