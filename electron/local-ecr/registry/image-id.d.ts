import type { Repository, StoredImage } from './repository.ts';
/** How a caller names an image: by digest, by tag, or by both when they must agree. */
export interface ImageId {
  readonly imageDigest?: string;
  readonly imageTag?: string;
}
export type ImageFailureCode =
  | 'ImageInaccessible'
  | 'ImageNotFound'
  | 'ImageReferencedByManifestList'
  | 'ImageTagDoesNotMatchDigest'
  | 'InvalidImageDigest'
  | 'InvalidImageTag'
  | 'MissingDigestAndTag'
  | 'UpstreamUnavailable';
export interface ImageFailure {
  readonly imageId: ImageId;
  readonly failureCode: ImageFailureCode;
  readonly failureReason: string;
}
export declare function imageFailure(imageId: ImageId, failureCode: ImageFailureCode): ImageFailure;
/** The image a caller names, archived or not, or why there is none. */
export declare function findImage(repository: Repository, imageId: ImageId): StoredImage | ImageFailure;
