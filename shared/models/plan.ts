import { z } from 'zod';
import type { ErrorData } from '../result.ts';
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

/** How images are copied. */
export const replicationOptionsSchema = z.object({
  /** Signatures, SBOMs and attestations come along: by ListImageReferrers, and by the `sha256-<hex>` forms of tags. */
  referrers: z.boolean().default(true),
  /** The platforms of an index to copy, in an index of its own digest; all of them, digest kept, when absent. */
  platforms: z.array(platformSchema).min(1).max(100).optional(),
  /** What to do with an index that names a manifest which the source does not hold. */
  missingManifests: z.enum(['refuse', 'leave-out']).default('refuse'),
  /** What to do with a signature, attestation or SBOM whose tag points to something else at the destination. */
  existingSignatures: z.enum(['replace', 'keep']).default('replace'),
  /** Read everything back afterwards and compare. */
  verify: z.boolean().default(true),
  /** By which door layers go into the destination's registry. */
  uploadMethod: uploadMethodChoiceSchema.default('auto'),
});

export type ReplicationOptions = z.infer<typeof replicationOptionsSchema>;

export const defaultReplicationOptions: ReplicationOptions = replicationOptionsSchema.parse({});

/** Images of one request: as many as ECR stores in one repository by default (ECR quotas, images per repository). */
export const maxImagesPerRequest = 100_000;
/** Images of one plan as the window and the command line make it: more are divided into several plans. */
export const imagesPerPlan = 1_000;

/** What a person asks for: these images of one repository, into another, under these tags. */
export const replicationRequestSchema = z.object({
  source: registrySelectionSchema.extend({ repositoryName: repositoryNameSchema }),
  destination: registrySelectionSchema.extend({
    repositoryName: repositoryNameSchema,
    /** Create the repository if it does not exist; otherwise a missing one is an error. */
    createRepository: z.boolean(),
    /** What a repository that is created takes over from the source; of no concern to one that exists. */
    settings: settingChoicesSchema.default(defaultSettingChoices),
  }),
  images: z
    .array(
      z.object({
        digest: digestSchema,
        /** The source's tags that were picked: shown, and compared at the end. */
        sourceTags: z.array(tagSchema).max(maxTagsPerImage),
        /** The tags to set at the destination; none leaves the image untagged there. */
        destinationTags: z.array(tagSchema).max(maxTagsPerImage),
      }),
    )
    .min(1, 'Select at least one image.')
    .max(maxImagesPerRequest, 'Select at most 100,000 images at a time.'),
  options: replicationOptionsSchema.default(defaultReplicationOptions),
});

export type ReplicationRequest = z.infer<typeof replicationRequestSchema>;

/** What writing one tag will do at the destination. */
export type TagChange =
  | { readonly kind: 'create'; readonly tag: string }
  | { readonly kind: 'unchanged'; readonly tag: string }
  | { readonly kind: 'move'; readonly tag: string; readonly fromDigest: string }
  /** The tag is taken by another digest in a repository whose tags cannot be moved. */
  | { readonly kind: 'immutable'; readonly tag: string; readonly fromDigest: string }
  /** Two images of the same request want it. */
  | { readonly kind: 'claimed-twice'; readonly tag: string; readonly otherDigest: string }
  /** A signature or the like that comes along is attached by this very tag. */
  | { readonly kind: 'claimed-by-referrer'; readonly tag: string; readonly otherDigest: string };

export interface PlannedBlob {
  readonly digest: string;
  /** Bytes: as the source stores them where the blob has to be transferred, else as the manifest states them. */
  readonly size: number;
  readonly kind: 'layer' | 'config';
  readonly mediaType: string;
  /** True when the destination repository holds it already. */
  readonly present: boolean;
}

/** One manifest to put; a child stands before the index that names it. */
export interface PlannedManifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly platform?: Platform;
  /** Digests of the blobs it names that have to be at the destination; each once. */
  readonly blobs: readonly string[];
  /** True when the destination repository holds this very manifest already. */
  readonly present: boolean;
}

/** A manifest that an index names and that is not copied with it. */
export interface LeftOutManifest {
  readonly digest: string;
  readonly platform?: Platform | undefined;
  /** It was not chosen, or the source does not hold it. */
  readonly reason: 'platform' | 'missing';
}

/** A signature, SBOM or attestation that comes along with an image, or with another referrer. */
export interface PlannedReferrer {
  readonly digest: string;
  /** The manifest that it is attached to. */
  readonly subjectDigest: string;
  readonly artifactType?: string | undefined;
  /** What writing the `sha256-<hex>` tag does that ties it to its subject, where no `subject` in its manifest does. */
  readonly tag?: TagChange | undefined;
  /** Children first, the referrer itself last. */
  readonly manifests: readonly PlannedManifest[];
}

export interface PlannedImage {
  /** At the source. */
  readonly digest: string;
  /** At the destination: another one only when manifests of an index are left out. */
  readonly destinationDigest: string;
  readonly kind: ImageKind;
  readonly sourceTags: readonly string[];
  readonly tags: readonly TagChange[];
  /** Children first, the image itself last. */
  readonly manifests: readonly PlannedManifest[];
  readonly leftOut: readonly LeftOutManifest[];
  /** Each after its subject. */
  readonly referrers: readonly PlannedReferrer[];
  /** Why this image is not copied; empty when it is. The other images of the plan are copied all the same. */
  readonly blockers: readonly ErrorData[];
  /** The archived manifests among what blocks it, by digest, or by tag where the digest is unknown. Restored, they can be copied. */
  readonly archived: readonly string[];
  /** As `archived`: those that ECR restores already. */
  readonly restoring: readonly string[];
}

export const isBlocked = ({ blockers }: Pick<PlannedImage, 'blockers'>): boolean => blockers.length > 0;

export type PlannedRepository =
  | {
      readonly kind: 'existing';
      readonly name: string;
      readonly uri: string;
      /** Undefined where DescribeRepositories is denied. */
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
  /**
   * DescribeImages, ListImages and DescribePullThroughCacheRules are denied at the source: whether it is a pull-through
   * cache, which reading makes import from upstream, is unknown.
   */
  | { readonly kind: 'import-unknown'; readonly repositoryName: string; readonly error: ErrorData }
  /** DescribeRepositories is denied at the destination: whether its tags are immutable is unknown. */
  | { readonly kind: 'mutability-unknown'; readonly repositoryName: string; readonly error: ErrorData }
  /** BatchGetImage is denied at the destination: which images and tags are there is unknown, and nothing is verified. */
  | { readonly kind: 'contents-unknown'; readonly repositoryName: string; readonly error: ErrorData }
  /** DescribeImages is denied at the destination: which images these tags move away from is unknown. */
  | { readonly kind: 'archived-tags-unknown'; readonly tags: readonly string[]; readonly error: ErrorData }
  /** The new repository gets ECR's defaults for these, because the source's cannot be read. */
  | {
      readonly kind: 'settings-unknown';
      readonly settings: readonly SettingName[];
      readonly error: ErrorData;
    }
  /** Tags of the images themselves. */
  | { readonly kind: 'tags-move'; readonly count: number }
  /** Signatures and the like whose `sha256-<hex>` tag moves from the destination's own; one of them is named. */
  | { readonly kind: 'signatures-replaced'; readonly count: number; readonly tag: string }
  /** The destination's own are kept as chosen; one of them is named. */
  | { readonly kind: 'signatures-kept'; readonly count: number; readonly tag: string }
  /** Layers that may not be distributed: they are neither read nor written, and stay at their URLs. */
  | {
      readonly kind: 'foreign-layers';
      readonly count: number;
      readonly bytes: number;
      readonly hosts: readonly string[];
    }
  /** The source is encrypted with its own KMS key; the new repository gets AWS's managed one. */
  | { readonly kind: 'kms-key-not-copied'; readonly kmsKey: string }
  | { readonly kind: 'tag-moved-at-source'; readonly tag: string; readonly digest: string }
  | { readonly kind: 'untagged'; readonly digest: string }
  /** The index is written anew without some manifests: it gets a digest of its own, and signatures of the old one do not cover it. */
  | { readonly kind: 'index-trimmed'; readonly digest: string; readonly destinationDigest: string }
  /** Whether anything is attached to the images could not be asked. */
  | { readonly kind: 'referrers-unknown'; readonly error: ErrorData }
  /** ECR takes 10 PutImage calls a second: so many take this long, whatever the network. */
  | { readonly kind: 'put-image-quota'; readonly count: number; readonly seconds: number };

/** The way for the layers that are missing, and why it is this one. */
export type UploadStrategy =
  /** No layer has to move. */
  | { readonly kind: 'none' }
  /** `mayMount`: both repositories are of one registry, which may take layers over without moving them. */
  | { readonly kind: 'registry'; readonly mayMount: boolean }
  | { readonly kind: 'api'; readonly because: 'chosen' }
  /** The registry's own door is out of reach, or not allowed. */
  | { readonly kind: 'api'; readonly because: 'registry-unavailable'; readonly error: ErrorData };

/** Everything that a replication will do, computed before anything is written. */
export interface Plan {
  readonly id: string;
  readonly request: ReplicationRequest;
  readonly source: RegistryIdentity & { readonly repositoryName: string; readonly repositoryUri: string };
  readonly destination: RegistryIdentity & { readonly repository: PlannedRepository };
  readonly images: readonly PlannedImage[];
  /** Each blob once over all images that are copied; largest first. */
  readonly blobs: readonly PlannedBlob[];
  readonly bytes: {
    /** All blobs. */
    readonly total: number;
    readonly alreadyAtDestination: number;
    readonly toTransfer: number;
    /** What crosses the network on the way up, if nothing is mounted: the ECR API carries bytes as base64, 4/3 of their number. */
    readonly uploadBytes: number;
  };
  readonly way: UploadStrategy;
  readonly warnings: readonly PlanWarning[];
  /** What must be changed before anything of this plan can run. What stops one image stands in its `blockers`. */
  readonly blockers: readonly ErrorData[];
}

/** Why a plan cannot run at all: what concerns all of it or, when not one image can be copied, what blocks each. */
export function findRefusals({ blockers, images }: Pick<Plan, 'blockers' | 'images'>): readonly ErrorData[] {
  if (blockers.length > 0 || !images.every(isBlocked)) return blockers;
  return images.flatMap(({ blockers }) => blockers);
}
