import type { ErrorData } from './result.ts';
import type { ImageKind, Platform, SeverityCounts } from './image.ts';

/** A JSON document as it is stored. One that is too long is cut off for showing; the digest is that of the whole. */
export interface StoredDocument {
  readonly digest: string;
  readonly mediaType: string;
  /** Bytes of the whole. */
  readonly size: number;
  readonly text: string;
  /** True when `text` is only its beginning. */
  readonly cut: boolean;
}

/** Something that may be withheld without the rest being of no use. */
export type Readable<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'unreadable'; readonly error: ErrorData };

export interface LayerDescription {
  readonly digest: string;
  readonly mediaType: string;
  /** Bytes, compressed as they are stored. */
  readonly size: number;
}

/** One line of how an image was built, with the layer that it made; the layers of an image without history stand alone. */
export interface BuildStep {
  /** The Dockerfile's command, as far as the builder noted it. */
  readonly createdBy?: string | undefined;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
  readonly comment?: string | undefined;
  /** Absent for a line that changed no file. */
  readonly layer?: LayerDescription | undefined;
}

/** What the config says of an image. */
export interface ImageConfig {
  readonly platform?: Platform | undefined;
  /** ISO 8601. */
  readonly createdAt?: string | undefined;
  readonly author?: string | undefined;
  readonly user?: string | undefined;
  readonly workingDirectory?: string | undefined;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly exposedPorts: readonly string[];
  /** Names only: values may be secrets that somebody built in. */
  readonly environmentNames: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface IndexChild {
  readonly digest: string;
  readonly mediaType: string;
  /** Bytes of its manifest. */
  readonly size: number;
  readonly platform?: Platform | undefined;
  /** What it is to the manifest beside it that it belongs to. */
  readonly companion?: { readonly digest: string; readonly kind: 'attestation' | 'soci-index' } | undefined;
}

export type DetailedContent =
  | {
      readonly kind: 'image';
      /** Of an artifact that has no image's config, the document alone. */
      readonly config: Readable<{
        readonly document: StoredDocument;
        readonly parsed?: ImageConfig | undefined;
      }>;
      /** In the order of the build; the base first. */
      readonly steps: readonly BuildStep[];
      /** Bytes of all layers, each once. */
      readonly layersSize: number;
    }
  | { readonly kind: 'index'; readonly children: readonly IndexChild[] };

export interface AttachedReferrer {
  readonly digest: string;
  readonly artifactType?: string | undefined;
}

/** How a vulnerability scan came out; `hidden` where ECR does not let the profile see it. */
export type ScanFindings =
  | { readonly kind: 'hidden' }
  | { readonly kind: 'not-scanned' }
  | { readonly kind: 'in-progress' }
  | { readonly kind: 'failed'; readonly reason: string }
  | {
      readonly kind: 'scanned';
      /** Milliseconds since 1970. */
      readonly at?: number | undefined;
      readonly counts: SeverityCounts;
      /** Absent where ECR does not know it: without enhanced scanning, and for an image without findings. */
      readonly inUse?: ImageUse | undefined;
    };

/** Where an image is running, as Amazon Inspector reports it to ECR. */
export interface ImageUse {
  /** The number of Amazon ECS and Amazon EKS clusters that run the image. */
  readonly clusters: number;
  /** When a cluster was last running it, in milliseconds since 1970. */
  readonly lastAt?: number | undefined;
}

/** Everything that is shown of one image. */
export interface ImageDetails {
  readonly digest: string;
  readonly kind: ImageKind;
  /** `…/name@sha256:…` */
  readonly uri: string;
  readonly manifest: StoredDocument;
  readonly artifactType?: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  readonly content: DetailedContent;
  readonly referrers: Readable<readonly AttachedReferrer[]>;
  readonly findings: ScanFindings;
}
