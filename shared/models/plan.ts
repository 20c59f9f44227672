import { z } from 'zod';
import type { ErrorData } from '../result.ts';
import type { ImageKind, Platform } from './image.ts';
import { digestSchema, tagSchema } from './image.ts';
import type { RegistryIdentity } from './registry.ts';
import { registrySelectionSchema } from './registry.ts';
import type { EncryptionType, TagMutability } from './repository.ts';
import { repositoryNameSchema } from './repository.ts';

/** What a person asks for: these images of one repository, into another, under these tags. */
export const replicationRequestSchema = z.object({
  source: registrySelectionSchema.extend({ repositoryName: repositoryNameSchema }),
  destination: registrySelectionSchema.extend({
    repositoryName: repositoryNameSchema,
    /** Create the repository if it does not exist; otherwise a missing one is an error. */
    createRepository: z.boolean(),
  }),
  images: z
    .array(
      z.object({
        digest: digestSchema,
        /** The source's tags that were picked: shown, and compared at the end. */
        sourceTags: z.array(tagSchema).max(1000),
        /** The tags to set at the destination; none leaves the image untagged there. */
        destinationTags: z.array(tagSchema).max(1000),
      }),
    )
    .min(1, 'Select at least one image.')
    .max(1000, 'Select at most 1,000 images at a time.'),
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
  | { readonly kind: 'claimed-twice'; readonly tag: string; readonly otherDigest: string };

export interface PlannedBlob {
  readonly digest: string;
  /** Bytes, as the manifest states them. */
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

export interface PlannedImage {
  readonly digest: string;
  readonly kind: ImageKind;
  readonly sourceTags: readonly string[];
  readonly tags: readonly TagChange[];
  /** Children first, the image itself last. */
  readonly manifests: readonly PlannedManifest[];
}

export type PlannedRepository =
  | {
      readonly kind: 'existing';
      readonly name: string;
      readonly uri: string;
      readonly tagMutability: TagMutability;
    }
  | {
      readonly kind: 'create';
      readonly name: string;
      readonly uri: string;
      readonly tagMutability: TagMutability;
      readonly tagMutabilityExclusions: readonly string[];
      readonly encryption: EncryptionType;
    };

export type PlanWarning =
  | { readonly kind: 'same-repository' }
  | { readonly kind: 'tags-move'; readonly count: number }
  /** The source is encrypted with its own KMS key; the new repository gets AWS's managed one. */
  | { readonly kind: 'kms-key-not-copied'; readonly kmsKey: string }
  | { readonly kind: 'tag-moved-at-source'; readonly tag: string; readonly digest: string }
  | { readonly kind: 'untagged'; readonly digest: string };

/** Everything that a replication will do, computed before anything is written. */
export interface Plan {
  readonly id: string;
  readonly request: ReplicationRequest;
  readonly source: RegistryIdentity & { readonly repositoryName: string; readonly repositoryUri: string };
  readonly destination: RegistryIdentity & { readonly repository: PlannedRepository };
  readonly images: readonly PlannedImage[];
  /** Each blob once over all images; largest first. */
  readonly blobs: readonly PlannedBlob[];
  readonly bytes: {
    /** All blobs. */
    readonly total: number;
    readonly alreadyThere: number;
    readonly toMove: number;
    /** What crosses the network on the way up: the ECR API carries bytes as base64, 4/3 of their number. */
    readonly onTheWire: number;
  };
  readonly warnings: readonly PlanWarning[];
  /** What must be changed before this plan can run; empty when it can. */
  readonly obstacles: readonly ErrorData[];
}
