import { z } from 'zod';
import type { ErrorData } from './result.ts';
import { maxTagsPerImage } from './bounds.ts';
import { uploadMethodChoiceSchema } from './upload-method.ts';
import type { ImageKind, Platform } from './image.ts';
import { digestSchema, platformSchema, tagSchema } from './image.ts';
import type { RegistryIdentity } from './registry.ts';
import { registrySelectionSchema } from './registry.ts';
import type { TagMutability } from './repository.ts';
import { repositoryNameSchema } from './repository.ts';
import type { PlannedSettings, SettingName } from './repository-settings.ts';
import { defaultSettingChoices, settingChoicesSchema } from './repository-settings.ts';

/** The options of a replication. */
export const replicationOptionsSchema = z.object({
  /** Copy signatures, SBOMs and attestations: those of ListImageReferrers, and those with `sha256-<hex>` tags. */
  referrers: z.boolean().default(true),
  /** The platforms of an index to copy, which gives the index a new digest; all platforms, with the same digest, when absent. */
  platforms: z.array(platformSchema).min(1).max(100).optional(),
  /** What to do with an index that names a manifest which the source does not have. */
  missingManifests: z.enum(['refuse', 'leave-out']).default('refuse'),
  /** What to do with a signature, attestation or SBOM whose tag points to something else at the destination. */
  existingSignatures: z.enum(['replace', 'keep']).default('replace'),
  /** Read the images back from the destination after the copy and compare them. */
  verify: z.boolean().default(true),
  /** How layers are uploaded. */
  uploadMethod: uploadMethodChoiceSchema.default('auto'),
});

export type ReplicationOptions = z.infer<typeof replicationOptionsSchema>;

export const defaultReplicationOptions: ReplicationOptions = replicationOptionsSchema.parse({});

/** Images of one request: the default quota of images in one repository. */
export const maxImagesPerRequest = 100_000;
/** Images of one plan; the window and the command line divide larger selections into several plans. */
export const imagesPerPlan = 1_000;

/** A request to copy images of one repository into another, with these tags. */
export const replicationRequestSchema = z.object({
  source: registrySelectionSchema.extend({ repositoryName: repositoryNameSchema }),
  destination: registrySelectionSchema.extend({
    repositoryName: repositoryNameSchema,
    /** Create the repository if it does not exist; otherwise a missing one is an error. */
    createRepository: z.boolean(),
    /** The settings of the source that a new repository gets; unused when the repository exists. */
    settings: settingChoicesSchema.default(defaultSettingChoices),
  }),
  images: z
    .array(
      z.object({
        digest: digestSchema,
        /** The selected tags of the source: displayed, and compared after the copy. */
        sourceTags: z.array(tagSchema).max(maxTagsPerImage),
        /** The tags to set at the destination; without any, the image is untagged there. */
        destinationTags: z.array(tagSchema).max(maxTagsPerImage),
      }),
    )
    .min(1, 'Select at least one image.')
    .max(maxImagesPerRequest, 'Select at most 100,000 images at a time.'),
  options: replicationOptionsSchema.default(defaultReplicationOptions),
});

export type ReplicationRequest = z.infer<typeof replicationRequestSchema>;

/** The change of one tag at the destination. */
export type TagChange =
  | { readonly kind: 'create'; readonly tag: string }
  | { readonly kind: 'unchanged'; readonly tag: string }
  | { readonly kind: 'move'; readonly tag: string; readonly fromDigest: string }
  /** The tag already points to another digest, in a repository whose tags cannot be moved. */
  | { readonly kind: 'immutable'; readonly tag: string; readonly fromDigest: string }
  /** Two images of the request claim the tag. */
  | { readonly kind: 'claimed-twice'; readonly tag: string; readonly otherDigest: string }
  /** A referrer that is copied is attached by this tag. */
  | { readonly kind: 'claimed-by-referrer'; readonly tag: string; readonly otherDigest: string };

export interface PlannedBlob {
  readonly digest: string;
  /**
   * Bytes: the stored size when the blob has to be transferred, else the size that the manifest states, as for each of
   * more than 1,000 blobs to transfer.
   */
  readonly size: number;
  readonly kind: 'layer' | 'config';
  readonly mediaType: string;
  /** True when the destination repository already has the blob. */
  readonly present: boolean;
}

/** One manifest to put; children come before the index that names them. */
export interface PlannedManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly platform?: Platform;
  /** Digests of the blobs that the destination needs for it; each once. */
  readonly blobs: readonly string[];
  /** True when the destination repository already has the manifest. */
  readonly present: boolean;
}

/** A manifest that an index names and that is not copied. */
export interface LeftOutManifest {
  readonly digest: string;
  readonly platform?: Platform | undefined;
  /** The platform was not chosen, or the source does not have the manifest. */
  readonly reason: 'platform' | 'missing';
}

/** A signature, SBOM or attestation that is copied with an image or with another referrer. */
export interface PlannedReferrer {
  readonly digest: string;
  /** The manifest that it is attached to. */
  readonly subjectDigest: string;
  readonly artifactType?: string | undefined;
  /** The change of the `sha256-<hex>` tag that attaches it when its manifest has no `subject`. */
  readonly tag?: TagChange | undefined;
  /** Children first, the manifest of the referrer last. */
  readonly manifests: readonly PlannedManifest[];
}

export interface PlannedImage {
  /** At the source. */
  readonly digest: string;
  /** At the destination; differs from `digest` only when manifests of an index are left out. */
  readonly destinationDigest: string;
  readonly kind: ImageKind;
  readonly sourceTags: readonly string[];
  readonly tags: readonly TagChange[];
  /** Children first, the manifest of the image last. */
  readonly manifests: readonly PlannedManifest[];
  readonly leftOut: readonly LeftOutManifest[];
  /** Each after its subject. */
  readonly referrers: readonly PlannedReferrer[];
  /** Why this image is not copied; empty when it is copied. Blockers do not affect the other images of the plan. */
  readonly blockers: readonly ErrorData[];
  /** The archived manifests that block the image, by digest, or by tag when the digest is unknown. */
  readonly archived: readonly string[];
  /** The manifests that block the image and that ECR is restoring. */
  readonly restoring: readonly string[];
}

export const isBlocked = ({ blockers }: Pick<PlannedImage, 'blockers'>): boolean => blockers.length > 0;

export type PlannedRepository =
  | {
      readonly kind: 'existing';
      readonly name: string;
      readonly uri: string;
      /** Undefined when DescribeRepositories is denied. */
      readonly tagMutability: TagMutability | undefined;
    }
  | {
      readonly kind: 'create';
      readonly name: string;
      readonly uri: string;
      readonly settings: PlannedSettings;
    };

export type PlanWarning =
  | { readonly kind: 'same-repository' }
  /** A pull through cache rule applies to the destination, so ECR can move its tags to the images of `upstreamUrl`. */
  | {
      readonly kind: 'destination-is-cache';
      readonly repositoryName: string;
      readonly upstreamUrl: string;
    }
  /**
   * DescribeImages, ListImages and DescribePullThroughCacheRules are denied, so it is unknown whether the repository is
   * a pull-through cache, into which a read imports images from the upstream registry.
   */
  | { readonly kind: 'import-unknown'; readonly repositoryName: string; readonly error: ErrorData }
  /** DescribeRepositories is denied at the destination, so it is unknown whether its tags are immutable. */
  | { readonly kind: 'mutability-unknown'; readonly repositoryName: string; readonly error: ErrorData }
  /** BatchGetImage is denied at the destination, so its images and tags are unknown, and nothing is verified. */
  | { readonly kind: 'contents-unknown'; readonly repositoryName: string; readonly error: ErrorData }
  /** DescribeImages is denied at the destination, so it is unknown to which images these tags point. */
  | { readonly kind: 'archived-tags-unknown'; readonly tags: readonly string[]; readonly error: ErrorData }
  /** The new repository gets ECR's defaults for settings of the source that cannot be read. */
  | {
      readonly kind: 'settings-unknown';
      readonly settings: readonly SettingName[];
      readonly error: ErrorData;
    }
  /** Tags of the images, not of their referrers. */
  | { readonly kind: 'tags-move'; readonly count: number }
  /** Referrers whose `sha256-<hex>` tag moves at the destination; one of the tags is named. */
  | { readonly kind: 'signatures-replaced'; readonly count: number; readonly tag: string }
  /** Referrers of the destination that are kept, as chosen; one of their tags is named. */
  | { readonly kind: 'signatures-kept'; readonly count: number; readonly tag: string }
  /** Nondistributable layers, which are not copied and stay at their URLs. */
  | {
      readonly kind: 'foreign-layers';
      readonly count: number;
      readonly bytes: number;
      readonly hosts: readonly string[];
    }
  /** The source is encrypted with a customer managed KMS key; the new repository gets the AWS managed KMS key. */
  | { readonly kind: 'kms-key-not-copied'; readonly kmsKey: string }
  | { readonly kind: 'tag-moved-at-source'; readonly tag: string; readonly digest: string }
  | { readonly kind: 'untagged'; readonly digest: string }
  /** The index is rewritten without some manifests and gets a new digest, which signatures of the original do not cover. */
  | { readonly kind: 'index-trimmed'; readonly digest: string; readonly destinationDigest: string }
  /** The referrers of the images could not be listed. */
  | { readonly kind: 'referrers-unknown'; readonly error: ErrorData }
  /** ECR accepts 10 PutImage calls a second, so this number of calls takes this time in any network. */
  | { readonly kind: 'put-image-quota'; readonly count: number; readonly seconds: number };

/** How missing layers are uploaded, and why. */
export type UploadStrategy =
  /** No layer has to be uploaded. */
  | { readonly kind: 'none' }
  /** `mayMount`: both repositories are in one registry, which can mount layers instead of receiving them. */
  | { readonly kind: 'registry'; readonly mayMount: boolean }
  | { readonly kind: 'api'; readonly because: 'chosen' }
  /** The registry endpoint is unavailable or denied. */
  | { readonly kind: 'api'; readonly because: 'registry-unavailable'; readonly error: ErrorData };

/** Everything that a replication does, computed before anything is written. */
export interface Plan {
  readonly id: string;
  readonly request: ReplicationRequest;
  readonly source: RegistryIdentity & { readonly repositoryName: string; readonly repositoryUri: string };
  readonly destination: RegistryIdentity & { readonly repository: PlannedRepository };
  readonly images: readonly PlannedImage[];
  /** The blobs of all images to copy, each once; largest first. */
  readonly blobs: readonly PlannedBlob[];
  readonly bytes: {
    /** All blobs. */
    readonly total: number;
    readonly alreadyAtDestination: number;
    readonly toTransfer: number;
    /** Bytes on the network for the upload if nothing is mounted: the ECR API encodes them as base64, 4/3 of their number. */
    readonly uploadBytes: number;
  };
  /** Named `way` in the output of `plan --json`, which scripts read. */
  readonly uploadStrategy: UploadStrategy;
  readonly warnings: readonly PlanWarning[];
  /** What has to be changed before any image can be copied. The blockers of single images are in the images. */
  readonly blockers: readonly ErrorData[];
}

/** Finds why a plan cannot run at all: the blockers of the plan or, when no image can be copied, those of each image. */
export function findRefusals({ blockers, images }: Pick<Plan, 'blockers' | 'images'>): readonly ErrorData[] {
  if (blockers.length > 0 || !images.every(isBlocked)) return blockers;
  return images.flatMap((image) => image.blockers);
}
