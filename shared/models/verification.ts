import type { ErrorData } from './result.ts';
import type { LeftOutManifest } from './plan.ts';
import type { RegistryIdentity } from './registry.ts';
import type { Difference } from './difference.ts';

/** What reading an image back came to. Times as ISO 8601, in UTC. */
export type ImageResult =
  | { readonly kind: 'verified'; readonly at: string }
  | { readonly kind: 'different'; readonly differences: readonly Difference[] }
  | {
      readonly kind: 'not-verified';
      readonly reason: 'not-asked' | 'not-allowed' | 'unfinished' | 'cancelled';
    }
  | { readonly kind: 'failed'; readonly error: ErrorData };

/** One image with everything that had to be at the destination. */
export interface ImageReport {
  readonly sourceDigest: string;
  readonly destinationDigest: string;
  readonly sourceTags: readonly string[];
  /** Those of the image, then those that tie referrers to it. */
  readonly tags: readonly { readonly tag: string; readonly digest: string }[];
  /** Children first; those of referrers last. */
  readonly manifests: readonly { readonly digest: string; readonly mediaType: string }[];
  /** Layers and configs, each once; sizes in bytes. */
  readonly layers: readonly { readonly digest: string; readonly size: number }[];
  readonly referrers: readonly { readonly digest: string; readonly subjectDigest: string }[];
  readonly leftOut: readonly LeftOutManifest[];
  readonly result: ImageResult;
}

type End = RegistryIdentity & { readonly repositoryName: string; readonly repositoryUri: string };

/** What a transfer did and how it was checked, for keeping. */
export interface TransferReport {
  /** Counts up with every change that a reader has to know of. */
  readonly version: 1;
  readonly startedAt: string;
  /** Absent while it runs. */
  readonly finishedAt?: string | undefined;
  /** `verified` only when every image is. */
  readonly result: 'verified' | 'not-verified' | 'failed' | 'cancelled' | 'unfinished';
  readonly source: End;
  readonly destination: End;
  readonly images: readonly ImageReport[];
}
