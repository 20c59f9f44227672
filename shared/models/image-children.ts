import type { Platform } from './image.ts';
import type { ErrorData } from './result.ts';

/** How an artifact is attached to an image. */
export type AttachedBy =
  /** The `subject` of its manifest (OCI image specification). */
  | { readonly kind: 'subject' }
  /** A tag made of the digest of its subject, as cosign writes it. */
  | { readonly kind: 'tag'; readonly tag: string }
  /** An annotation in the index, as BuildKit and SOCI write it. */
  | { readonly kind: 'index' };

/** Facts that only the list of images has; absent for a manifest that the repository does not have. */
interface Stored {
  /** Bytes as ECR reports them. */
  readonly sizeInBytes?: number | undefined;
  readonly pushedAt?: number | undefined;
  readonly isStored: boolean;
}

/** A manifest that belongs to an image. */
export type ImageChild =
  | ({
      readonly kind: 'platform';
      readonly digest: string;
      readonly platform?: Platform | undefined;
    } & Stored)
  | ({
      readonly kind: 'attached';
      readonly digest: string;
      /** The artifact type, or the media type of its config; absent when it is unknown. */
      readonly artifactType?: string | undefined;
      readonly attachedBy: AttachedBy;
      /** The platform of the index that it is attached to; absent for the image itself. */
      readonly platform?: Platform | undefined;
    } & Stored);

/** The manifests of an index, and what is attached to an image. */
export interface ImageChildren {
  readonly children: readonly ImageChild[];
  /** Why the manifests of an index are unknown; attachments are in the list of images and are known. */
  readonly error?: ErrorData | undefined;
}
