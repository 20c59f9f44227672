import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Platform } from '../../../shared/models/image.ts';
import { digestSchema } from '../../../shared/models/image.ts';
import { EngineError } from '../errors/engine-error.ts';
import { isIndexType, isNondistributableType, isSchema1Type } from './media-types.ts';

/** A blob that a manifest names and the registry stores. */
export interface BlobDescriptor {
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: string;
  readonly kind: 'config' | 'layer';
}

/** A manifest that an index names. */
export interface ChildDescriptor {
  readonly digest: string;
  readonly mediaType: string;
  /** Absent for `unknown/unknown` (attestations) and where none is stated. */
  readonly platform?: Platform;
  /** The manifest beside it that it attests (BuildKit's annotation). */
  readonly attests?: string;
}

export type ManifestContent =
  | {
      readonly kind: 'image';
      /** Each once, in the manifest's order, config first; foreign layers (`urls`) are left out. */
      readonly blobs: readonly BlobDescriptor[];
    }
  | { readonly kind: 'index'; readonly children: readonly ChildDescriptor[] };

/** A manifest exactly as it is stored: its digest is that of these very bytes. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly text: string;
  readonly content: ManifestContent;
}

const descriptorSchema = z.object({
  mediaType: z.string().default(''),
  digest: digestSchema,
  size: z.number().int().nonnegative(),
  urls: z.array(z.string()).optional(),
});

const imageSchema = z.object({
  mediaType: z.string().optional(),
  config: descriptorSchema,
  layers: z.array(descriptorSchema),
});

const indexSchema = z.object({
  mediaType: z.string().optional(),
  manifests: z.array(
    descriptorSchema.extend({
      annotations: z.record(z.string(), z.string()).optional().catch(undefined),
      platform: z
        .object({ os: z.string(), architecture: z.string(), variant: z.string().optional() })
        .optional(),
    }),
  ),
});

/** `sha256:…` of a text's bytes. */
export const digestOfText = (text: string): string =>
  `sha256:${createHash('sha256').update(text).digest('hex')}`;

const unreadable = (digest: string, cause?: unknown): EngineError =>
  new EngineError(
    {
      code: 'image-unsupported',
      message: `The manifest ${digest} cannot be read as an image or an index, so it cannot be copied.`,
      side: 'source',
      retryable: false,
    },
    cause,
  );

/** A layer that may not be distributed has URLs instead; any other one is in the registry, whatever its URLs say. */
const isKeptElsewhere = ({ mediaType, urls }: z.infer<typeof descriptorSchema>): boolean =>
  isNondistributableType(mediaType) && urls !== undefined && urls.length > 0;

function imageContent(value: unknown): ManifestContent {
  const { config, layers } = imageSchema.parse(value);
  const blobs = new Map<string, BlobDescriptor>();
  const add = (
    kind: BlobDescriptor['kind'],
    { digest, size, mediaType }: z.infer<typeof descriptorSchema>,
  ): void => {
    if (!blobs.has(digest)) blobs.set(digest, { digest, size, mediaType, kind });
  };
  add('config', config);
  for (const layer of layers) {
    if (!isKeptElsewhere(layer)) add('layer', layer);
  }
  return { kind: 'image', blobs: [...blobs.values()] };
}

function indexContent(value: unknown): ManifestContent {
  const children = indexSchema.parse(value).manifests.map(({ digest, mediaType, platform, annotations }) => ({
    digest,
    mediaType,
    platform: platform && platform.os !== 'unknown' ? platform : undefined,
    attests: annotations?.['vnd.docker.reference.digest'],
  }));
  return { kind: 'index', children };
}

/**
 * Reads a manifest and checks that the text has the digest it was asked by.
 *
 * @throws EngineError `digest-mismatch` or `image-unsupported`, at the source.
 */
export function parseManifest(digest: string, mediaType: string, text: string): Manifest {
  if (digestOfText(text) !== digest) {
    throw new EngineError({
      code: 'digest-mismatch',
      message: `The source answered another manifest than ${digest}. Nothing was copied; try again.`,
      side: 'source',
      retryable: true,
      action: 'retry',
    });
  }
  if (isSchema1Type(mediaType)) {
    throw new EngineError({
      code: 'image-unsupported',
      message: `${digest} is in Docker's old schema 1 format, which ECR does not take any more. Push it again with a current Docker first.`,
      side: 'source',
      retryable: false,
    });
  }
  try {
    const value: unknown = JSON.parse(text);
    return {
      digest,
      mediaType,
      text,
      content: isIndexType(mediaType) ? indexContent(value) : imageContent(value),
    };
  } catch (error) {
    throw unreadable(digest, error);
  }
}
