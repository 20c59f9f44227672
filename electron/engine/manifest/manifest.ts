import { createHash } from 'node:crypto';
import type { Platform } from '../../../shared/models/image.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Companion, Descriptor } from './manifest-schema.ts';
import { findCompanion, imageSchema, indexSchema } from './manifest-schema.ts';
import { isIndexType, isNondistributableType, isSchema1Type } from './media-types.ts';

/** A blob that a manifest names and the registry stores. */
export interface BlobDescriptor {
  readonly digest: string;
  /** Bytes, as the manifest states them; 0 where it states none. */
  readonly size: number;
  readonly mediaType: string;
  readonly kind: 'config' | 'layer';
}

/** A layer that a manifest names and that stays where its URLs lead. */
export interface ForeignLayer {
  readonly digest: string;
  /** Bytes, as the manifest states them. */
  readonly size: number;
  readonly urls: readonly string[];
}

/** A manifest that an index names. */
export interface ChildDescriptor {
  readonly digest: string;
  /** Empty where none is stated; it may be wrong. */
  readonly mediaType: string;
  /** Absent for `unknown/unknown` (attestations) and where none is stated. */
  readonly platform?: Platform | undefined;
  /** The manifest beside it that it is of no use without. */
  readonly companion?: Companion | undefined;
}

export type ManifestContent =
  | {
      readonly kind: 'image';
      /** Each once, in the manifest's order, config first; foreign layers (`urls`) are left out. */
      readonly blobs: readonly BlobDescriptor[];
      /** Each once. */
      readonly foreignLayers: readonly ForeignLayer[];
    }
  | { readonly kind: 'index'; readonly children: readonly ChildDescriptor[] };

/** A manifest exactly as it is stored: its digest is that of these very bytes. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly text: string;
  readonly content: ManifestContent;
}

/** `sha256:…` of a text's bytes. */
export const computeDigest = (text: string): string =>
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
const isKeptElsewhere = ({ mediaType, urls }: Descriptor): boolean =>
  isNondistributableType(mediaType) && urls.length > 0;

function imageContent(value: unknown): ManifestContent {
  const { config, layers } = imageSchema.parse(value);
  const blobs = new Map<string, BlobDescriptor>();
  const foreignLayers = new Map<string, ForeignLayer>();
  const add = (kind: BlobDescriptor['kind'], { digest, size, mediaType }: Descriptor): void => {
    if (!blobs.has(digest)) blobs.set(digest, { digest, size, mediaType, kind });
  };
  add('config', config);
  for (const layer of layers) {
    const { digest, size, urls } = layer;
    if (isKeptElsewhere(layer)) foreignLayers.set(digest, { digest, size, urls });
    else add('layer', layer);
  }
  return { kind: 'image', blobs: [...blobs.values()], foreignLayers: [...foreignLayers.values()] };
}

function indexContent(value: unknown): ManifestContent {
  const children = indexSchema.parse(value).manifests.map(({ digest, mediaType, platform, annotations }) => ({
    digest,
    mediaType,
    platform,
    companion: findCompanion(annotations),
  }));
  return { kind: 'index', children };
}

/** A registry's answer without a media type leaves it to the manifest's members. */
const isIndex = (mediaType: string, value: unknown): boolean =>
  isIndexType(mediaType) || (mediaType === '' && indexSchema.safeParse(value).success);

/**
 * Reads a manifest and checks that the text has the digest it was asked by.
 *
 * @throws EngineError `digest-mismatch` or `image-unsupported`, at the source.
 */
export function parseManifest(digest: string, mediaType: string, text: string): Manifest {
  if (computeDigest(text) !== digest) {
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
      content: isIndex(mediaType, value) ? indexContent(value) : imageContent(value),
    };
  } catch (error) {
    throw unreadable(digest, error);
  }
}
