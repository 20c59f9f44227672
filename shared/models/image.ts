import { z } from 'zod';
import { boundedText, digestLength, maxTag } from './bounds.ts';

/** `sha256:` and 64 hex digits: the only digests ECR computes. */
const digestProblem = 'A digest is sha256: and 64 hex digits.';
export const digestSchema = boundedText(digestLength, digestProblem).regex(
  /^sha256:[a-f0-9]{64}$/,
  digestProblem,
);

/** Docker's and OCI's rule, which ECR accepts in full. */
export const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

const tagProblem =
  'A tag is up to 128 letters, digits, and . _ - characters, and starts with a letter, a digit or _.';
export const tagSchema = boundedText(maxTag, tagProblem).regex(tagPattern, tagProblem);

/** What an image is, by its media types. */
export type ImageKind = 'image' | 'index' | 'helm-chart' | 'artifact';

export const findingSeverities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED'] as const;
export type FindingSeverity = (typeof findingSeverities)[number];
/** The number of findings by severity; a severity without findings can be absent. */
export type SeverityCounts = Readonly<Partial<Record<FindingSeverity, number>>>;

/** As OCI writes it: `linux`, `arm64`, `v8`. */
const platformPart = boundedText(64).min(1);
export const platformSchema = z.object({
  os: platformPart,
  architecture: platformPart,
  variant: platformPart.optional(),
  /** `os.version` of OCI: the build that a Windows image needs, as `10.0.20348.2700`. */
  osVersion: platformPart.optional(),
});

export type Platform = Readonly<z.infer<typeof platformSchema>>;

/** One image of a repository, as DescribeImages reports it. */
export interface ImageSummary {
  readonly digest: string;
  /** Empty for an untagged image. */
  readonly tags: readonly string[];
  /** Bytes as ECR states them; for an index that is its largest child, not the sum. */
  readonly sizeInBytes: number;
  /** Milliseconds since 1970. */
  readonly pushedAt: number;
  readonly kind: ImageKind;
  readonly mediaType: string;
  /** The config's media type, or the artifact type. */
  readonly artifactMediaType?: string;
  readonly status: 'ACTIVE' | 'ARCHIVED' | 'ACTIVATING';
  /** The image that this one is attached to (signature, SBOM, attestation). */
  readonly subjectDigest?: string;
  /** When ECR last recorded a pull, in milliseconds since 1970; ECR records it at least once in 24 hours. */
  readonly lastPulledAt?: number | undefined;
  /** The findings of the last scan by severity, as far as DescribeImages reports them. */
  readonly findings?: SeverityCounts | undefined;
}

/** `linux/arm64/v8` and `windows(10.0.20348)/amd64`, as containerd writes them. */
export const formatPlatform = ({ os, architecture, variant, osVersion }: Platform): string =>
  [osVersion === undefined ? os : `${os}(${osVersion})`, architecture, variant].filter(Boolean).join('/');

const platformForm = /^([^/()]+)(?:\(([^/()]+)\))?\/([^/()]+)(?:\/([^/()]+))?$/;

/** Reads `linux/arm64/v8` or `windows(10.0.20348)/amd64`; undefined for anything else. */
export function parsePlatform(text: string): Platform | undefined {
  const [, os, osVersion, architecture, variant] = platformForm.exec(text) ?? [];
  if (os === undefined || architecture === undefined) return undefined;
  return {
    os,
    architecture,
    ...(variant !== undefined && { variant }),
    ...(osVersion !== undefined && { osVersion }),
  };
}

/** `sha256:` and the first 12 hex digits, as Docker shortens them. */
export const shortDigest = (digest: string): string => digest.slice(0, 'sha256:'.length + 12);
