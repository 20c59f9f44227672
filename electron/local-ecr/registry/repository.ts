import type { BlobContent, BlobUpload } from '../blobs/blob-store.ts';
import { EcrError } from './ecr-error.ts';

export type TagMutability = 'MUTABLE' | 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION' | 'MUTABLE_WITH_EXCLUSION';

export interface ExclusionFilter {
  readonly filterType: 'WILDCARD';
  readonly filter: string;
}

export interface Encryption {
  readonly encryptionType: 'AES256' | 'KMS' | 'KMS_DSSE';
  readonly kmsKey?: string;
}

/** Settings that can change after a repository was created; its encryption cannot. */
export interface RepositorySettings {
  tagMutability: TagMutability;
  exclusionFilters: readonly ExclusionFilter[];
  scanOnPush: boolean;
  policyText?: string;
  lifecyclePolicyText?: string;
}

export interface Layer {
  readonly digest: string;
  readonly content: BlobContent;
  /** Known once a manifest references the layer. */
  mediaType?: string;
  /** Digests of the images with this layer or configuration. */
  readonly images: Set<string>;
  /** When BatchCheckLayerAvailability and PutImage begin to report the layer, in milliseconds since 1970; at once if absent. */
  reportedFrom?: number;
}

export interface LayerUpload {
  readonly id: string;
  readonly blob: BlobUpload;
  parts: number;
  /** The size of the first part, in bytes. */
  firstPartSize: number;
  /** True while a part is being stored or the upload completes: a second call at the same time fails. */
  receiving: boolean;
  lastPartSize: number;
  smallestEarlierPart: number;
  /** The minimum size of every part but the last, in bytes. */
  readonly smallestPart: number;
  /** Set by a completion with wrong digests: no more bytes are accepted, but a completion with the right digest is. */
  finished?: { readonly digest: string; readonly content: BlobContent };
}

export interface StoredImage {
  readonly digest: string;
  /** The exact text; the digest is the SHA-256 of its UTF-8 bytes. */
  readonly manifest: string;
  readonly mediaType: string;
  readonly artifactMediaType?: string;
  /** In bytes: configuration and layers as the manifest declares; for an index its largest child. */
  readonly size: number;
  readonly pushedAt: Date;
  readonly blobs: readonly string[];
  readonly children: readonly string[];
  readonly subject?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly tags: Set<string>;
  /** Digests of the indexes that reference this image. */
  readonly parents: Set<string>;
  status: 'ACTIVE' | 'ARCHIVED' | 'ACTIVATING';
  archivedAt?: Date;
  pulledAt?: Date;
  scan?: ImageScan;
}

/** The result of a vulnerability scan. */
export interface ImageScan {
  readonly status: 'COMPLETE' | 'IN_PROGRESS' | 'FAILED' | 'UNSUPPORTED_IMAGE';
  readonly description: string;
  readonly completedAt?: Date;
  /** By severity. */
  readonly counts: Readonly<Record<string, number>>;
  /** What enhanced scanning reports of the clusters that run the image. */
  readonly inUse?: { readonly clusters: number; readonly lastAt: Date };
}

export interface Repository {
  /** The account that owns the registry. */
  readonly registryId: string;
  /** Milliseconds until a completed layer is reported, as in a registry that is eventually consistent. */
  layerDelay: number;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly uri: string;
  readonly createdAt: Date;
  readonly encryption: Encryption;
  readonly settings: RepositorySettings;
  readonly resourceTags: Map<string, string>;
  readonly layers: Map<string, Layer>;
  readonly uploads: Map<string, LayerUpload>;
  readonly images: Map<string, StoredImage>;
  /** From tag to digest. */
  readonly tags: Map<string, string>;
  /** From the digest of a subject, which need not exist, to the digests of its referrers. */
  readonly referrers: Map<string, Set<string>>;
  /** False to leave restored images ACTIVATING until `setArchived` is called. */
  restoresImmediately: boolean;
  /** Incremented with every change of images or tags, so that sorted lists can be cached between pages. */
  revision: number;
}

/** The description of a repository in ECR's messages. */
export function within(repository: Repository): string {
  return `within the repository with name '${repository.name}' in the registry with id '${repository.registryId}'`;
}

/** ECR's message for a missing image, with `null` for an absent member. */
export function imageNotFound(
  repository: Repository,
  imageId: { imageDigest?: string; imageTag?: string },
): EcrError {
  const digest = imageId.imageDigest ?? 'null';
  const tag = imageId.imageTag ?? 'null';
  return new EcrError(
    'ImageNotFoundException',
    `The image with imageId {imageDigest:'${digest}', imageTag:'${tag}'} does not exist ${within(repository)}`,
  );
}
