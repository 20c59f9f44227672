import { z } from 'zod';
import { invalidParameter } from './ecr-error.ts';
import { limits } from './limits.ts';

/** The manifest formats that ECR stores, by media type. */
export const imageMediaTypes: ReadonlySet<string> = new Set([
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
]);
export const indexMediaTypes: ReadonlySet<string> = new Set([
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
]);
export const schemaOneMediaTypes: ReadonlySet<string> = new Set([
  'application/vnd.docker.distribution.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
]);

/** The parsed facts of a manifest; its exact text is stored separately. */
export interface ParsedManifest {
  readonly mediaType: string;
  /** Blobs that must already be in the repository: the configuration and the layers. */
  readonly blobs: readonly Descriptor[];
  /** Manifests that must already be in the repository. */
  readonly children: readonly string[];
  /** In bytes, as declared: the configuration and all layers. */
  readonly size: number;
  readonly artifactMediaType?: string;
  readonly subject?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** ECR treats a null member as an absent one, as JSON parsers of Go and Java do. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);

const descriptor = z.object({
  mediaType: optional(z.string()).transform((mediaType) => mediaType ?? ''),
  digest: z.string().regex(/^sha256:[a-f0-9]{64}$/),
  size: z.int().nonnegative(),
});
export type Descriptor = z.infer<typeof descriptor>;

const common = {
  mediaType: optional(z.string()),
  artifactType: optional(z.string()),
  subject: optional(descriptor),
  annotations: optional(z.record(z.string(), z.string())),
};
const imageManifest = z.object({
  ...common,
  schemaVersion: z.literal(2),
  config: descriptor,
  layers: z.array(descriptor).min(1),
});
const imageIndex = z.object({
  ...common,
  schemaVersion: z.literal(2),
  manifests: z.array(descriptor).min(1),
});
const schemaOne = z.object({
  schemaVersion: z.literal(1),
  fsLayers: z.array(z.object({ blobSum: descriptor.shape.digest })).min(1),
});

/**
 * Parses a manifest as strictly as ECR does. Its media type comes from the manifest itself or, when it has none, from the
 * caller.
 *
 * @throws EcrError InvalidParameterException: too long, not JSON, no or an unsupported media type, not in the shape of
 * its format, no layer, more than 500 layers
 */
export function parseManifest(text: string, requestMediaType: string | undefined): ParsedManifest {
  if (text.length === 0 || text.length > limits.manifestSize) {
    throw invalidParameter(
      'imageManifest',
      `Member must have length less than or equal to ${limits.manifestSize} and greater than or equal to 1`,
    );
  }
  const json = parseJson(text);
  const mediaType = mediaTypeOf(json, requestMediaType);
  if (imageMediaTypes.has(mediaType)) return parseImage(json, mediaType);
  if (indexMediaTypes.has(mediaType)) return parseIndex(json, mediaType);
  if (schemaOneMediaTypes.has(mediaType)) return parseSchemaOne(json, mediaType);
  throw invalidManifest();
}

function mediaTypeOf(json: unknown, given: string | undefined): string {
  const head = z.object({ schemaVersion: z.number(), mediaType: optional(z.string()) }).safeParse(json);
  if (!head.success) throw invalidManifest();
  const { schemaVersion, mediaType } = head.data;
  if (mediaType !== undefined && given !== undefined && mediaType !== given) {
    throw invalidParameter(
      'imageManifestMediaType',
      `Member must be the manifest's own media type: ${mediaType}`,
    );
  }
  const known = mediaType ?? given;
  if (known !== undefined) return known;
  // Schema 1 manifests never have a media type.
  if (schemaVersion === 1) return 'application/vnd.docker.distribution.manifest.v1+prettyjws';
  throw invalidManifest();
}

function parseImage(json: unknown, mediaType: string): ParsedManifest {
  const manifest = read(imageManifest, json);
  if (manifest.layers.length > limits.layersPerImage) throw tooManyLayers();
  const blobs = [manifest.config, ...manifest.layers];
  return {
    mediaType,
    blobs: blobs.filter((blob) => !isLeftOutOfRegistries(blob)),
    children: [],
    size: blobs.reduce((sum, blob) => sum + blob.size, 0),
    artifactMediaType: manifest.artifactType ?? manifest.config.mediaType,
    subject: manifest.subject?.digest,
    annotations: manifest.annotations,
  };
}

function parseIndex(json: unknown, mediaType: string): ParsedManifest {
  const index = read(imageIndex, json);
  return {
    mediaType,
    blobs: [],
    children: index.manifests.map((child) => child.digest),
    size: 0,
    artifactMediaType: index.artifactType,
    subject: index.subject?.digest,
    annotations: index.annotations,
  };
}

function parseSchemaOne(json: unknown, mediaType: string): ParsedManifest {
  const { fsLayers } = read(schemaOne, json);
  if (fsLayers.length > limits.layersPerImage) throw tooManyLayers();
  const layerMediaType = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
  const blobs = fsLayers.map(({ blobSum }) => ({ mediaType: layerMediaType, digest: blobSum, size: 0 }));
  return { mediaType, blobs, children: [], size: 0 };
}

/** Windows base layers are nondistributable: a URL gives their location, and no registry requires them. */
function isLeftOutOfRegistries(blob: Descriptor): boolean {
  return blob.mediaType.includes('.foreign.') || blob.mediaType.includes('.nondistributable.');
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  throw invalidManifest();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidManifest();
  }
}

const invalidManifest = () => invalidParameter('ImageManifest', 'Invalid JSON syntax');
const tooManyLayers = () => invalidParameter('ImageManifest', 'Limit on number of layers per image exceeded');
