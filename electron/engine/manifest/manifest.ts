import { createHash } from 'node:crypto';
import type { Platform } from '../../../shared/models/image.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { Companion, Descriptor } from './manifest-schema.ts';
import { findCompanion, imageSchema, indexSchema } from './manifest-schema.ts';
import { isIndexType, isNondistributableType, isSchema1Type } from './media-types.ts';

/** A blob that a manifest names and the registry stores. */
export interface BlobDescriptor {
  readonly digest: string;
  /** Bytes, as the manifest states them; 0 when it states none. */
  readonly size: number;
  readonly mediaType: string;
  readonly kind: 'config' | 'layer';
}

/** Returns an equal descriptor that it was given before, or this one. */
export type ShareBlob = (blob: BlobDescriptor) => BlobDescriptor;

/** A nondistributable layer, which is stored at its URLs and not in the registry. */
export interface ForeignLayer {
  readonly digest: string;
  /** Bytes, as the manifest states them. */
  readonly size: number;
  readonly urls: readonly string[];
}

/** A manifest that an index names. */
export interface ChildDescriptor {
  readonly digest: string;
  /** Empty when none is stated; it can be wrong. */
  readonly mediaType: string;
  /** Absent for `unknown/unknown` (attestations) and when none is stated. */
  readonly platform?: Platform | undefined;
  /** The manifest of the same index that it belongs to. */
  readonly companion?: Companion | undefined;
}

/** What a manifest names: blobs, or other manifests. An artifact has the form of an image. */
export type ManifestContent =
  | {
      readonly kind: 'image';
      /** Each once, in the manifest's order, config first; foreign layers (`urls`) are left out. */
      readonly blobs: readonly BlobDescriptor[];
      /** Each once. */
      readonly foreignLayers: readonly ForeignLayer[];
    }
  | { readonly kind: 'index'; readonly children: readonly ChildDescriptor[] };

/** A manifest with its stored text, unchanged: the digest is that of its bytes. */
export interface Manifest {
  readonly digest: string;
  readonly mediaType: string;
  readonly text: string;
  readonly content: ManifestContent;
}

/** Computes the SHA-256 digest of bytes, or of a text's UTF-8 bytes: `sha256:<hex>`. */
export const computeDigest = (content: string | Buffer): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

const unsupportedError = (digest: string, cause?: unknown): EngineError =>
  new EngineError(
    {
      code: 'image-unsupported',
      message: `The manifest ${digest} cannot be read as an image or an index, so it cannot be copied.`,
      side: 'source',
      retryable: false,
    },
    cause,
  );

/** Other layers with URLs are stored in the registry as well. */
const isForeign = ({ mediaType, urls }: Descriptor): boolean =>
  isNondistributableType(mediaType) && urls.length > 0;

function parseImage(value: unknown, share: ShareBlob): ManifestContent {
  const { config, layers } = imageSchema.parse(value);
  const blobs = new Map<string, BlobDescriptor>();
  const foreignLayers = new Map<string, ForeignLayer>();
  const add = (kind: BlobDescriptor['kind'], { digest, size, mediaType }: Descriptor): void => {
    if (!blobs.has(digest)) blobs.set(digest, share({ digest, size, mediaType, kind }));
  };
  add('config', config);
  for (const layer of layers) {
    const { digest, size, urls } = layer;
    if (isForeign(layer)) foreignLayers.set(digest, { digest, size, urls });
    else add('layer', layer);
  }
  return { kind: 'image', blobs: [...blobs.values()], foreignLayers: [...foreignLayers.values()] };
}

function parseIndex(value: unknown): ManifestContent {
  const children = indexSchema.parse(value).manifests.map(({ digest, mediaType, platform, annotations }) => ({
    digest,
    mediaType,
    platform,
    companion: findCompanion(annotations),
  }));
  return { kind: 'index', children };
}

/** When the registry answers without a media type, the members of the manifest decide. */
const isIndex = (mediaType: string, value: unknown): boolean =>
  isIndexType(mediaType) || (mediaType === '' && indexSchema.safeParse(value).success);

/**
 * Parses a manifest and verifies that its text has the requested digest.
 *
 * @param mediaType as the registry returns it; can be empty.
 * @param share for manifests that are kept together.
 * @throws EngineError `digest-mismatch`, or `image-unsupported` for Docker's schema 1 and for text that is not a manifest.
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function parseManifest(
  digest: string,
  mediaType: string,
  text: string,
  share: ShareBlob = (blob) => blob,
): Manifest {
  if (computeDigest(text) !== digest) {
    throw new EngineError({
      code: 'digest-mismatch',
      message: `The source returned another manifest than ${digest}. Nothing was copied; try again.`,
      side: 'source',
      retryable: true,
      action: 'retry',
    });
  }
  if (isSchema1Type(mediaType)) {
    throw new EngineError({
      code: 'image-unsupported',
      message: `${digest} is in Docker's old schema 1 format, which ECR no longer accepts. Push it again with a current Docker first.`,
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
      content: isIndex(mediaType, value) ? parseIndex(value) : parseImage(value, share),
    };
  } catch (error) {
    throw unsupportedError(digest, error);
  }
}
