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
/** Settings that may change after a repository was made; its encryption may not. */
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
  /** Known once a manifest has named the layer. */
  mediaType?: string;
  /** Digests of the images that name this layer or have it as their configuration. */
  readonly images: Set<string>;
}
export interface LayerUpload {
  readonly id: string;
  readonly blob: BlobUpload;
  parts: number;
  /** Bytes that were there when the first part had come in. */
  firstPartSize: number;
  /** True while a part is being stored or the whole is closed: another call at the same time comes too early. */
  receiving: boolean;
  lastPartSize: number;
  smallestEarlierPart: number;
  /** Bytes that every part but the last must measure. */
  readonly smallestPart: number;
  /** Set by a completion whose digests did not match: the bytes are closed, but the right digest may still come. */
  finished?: {
    readonly digest: string;
    readonly content: BlobContent;
  };
}
export interface StoredImage {
  readonly digest: string;
  /** The exact text that was put; the digest is the SHA-256 of its UTF-8 bytes. */
  readonly manifest: string;
  readonly mediaType: string;
  readonly artifactMediaType?: string;
  /** In bytes: configuration and layers as the manifest says; for an index its largest child. */
  readonly size: number;
  readonly pushedAt: Date;
  readonly blobs: readonly string[];
  readonly children: readonly string[];
  readonly subject?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly tags: Set<string>;
  /** Digests of the indexes that name this image. */
  readonly parents: Set<string>;
  status: 'ACTIVE' | 'ARCHIVED' | 'ACTIVATING';
  archivedAt?: Date;
  pulledAt?: Date;
  scan?: ImageScan;
}
/** How a vulnerability scan came out. */
export interface ImageScan {
  readonly status: 'COMPLETE' | 'IN_PROGRESS' | 'FAILED' | 'UNSUPPORTED_IMAGE';
  readonly description: string;
  readonly completedAt?: Date;
  /** By severity. */
  readonly counts: Readonly<Record<string, number>>;
}
export interface Repository {
  /** The account that owns the registry. */
  readonly registryId: string;
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
  /** Tag to digest. */
  readonly tags: Map<string, string>;
  /** Digest of a subject, whether or not it is here, to the digests of the images that refer to it. */
  readonly referrers: Map<string, Set<string>>;
  /** False to leave restored images ACTIVATING until `setArchived` ends it. */
  restoresImmediately: boolean;
  /** Goes up with every change of images or tags, so that sorted lists can be kept between pages. */
  revision: number;
}
/** How ECR names a repository in its messages. */
export declare function within(repository: Repository): string;
/** What ECR says of an image that is not there, with `null` for what was not given. */
export declare function imageNotFound(
  repository: Repository,
  imageId: {
    imageDigest?: string;
    imageTag?: string;
  },
): EcrError;
