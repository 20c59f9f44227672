import { z } from 'zod';
import type { Platform } from '../../../shared/models/image.ts';
import { digestSchema } from '../../../shared/models/image.ts';

/** Tools in Go write `null` for unset members, so null means absent. */
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** Annotations whose value is not a string are left out. */
export const annotationsSchema = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(undefined)
  .transform((all): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(all ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  );

/**
 * The members of a descriptor that copying needs.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/descriptor.md
 */
export const descriptorSchema = z.object({
  mediaType: optionalText,
  digest: digestSchema,
  /** Bytes. An invalid size counts as not stated, because the registry has the true one. */
  size: z.number().int().nonnegative().catch(0),
  urls: z
    .array(z.string())
    .nullish()
    .transform((urls) => urls ?? []),
});

export type Descriptor = z.infer<typeof descriptorSchema>;

const createListSchema = <Item extends z.ZodType>(item: Item) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const platformSchema = z
  .object({ os: optionalText, architecture: optionalText, variant: optionalText, 'os.version': optionalText })
  .nullish()
  .catch(undefined)
  .transform((platform): Platform | undefined => {
    if (!platform?.os || !platform.architecture || platform.os === 'unknown') return undefined;
    const { os, architecture, variant, 'os.version': osVersion } = platform;
    return { os, architecture, ...(variant && { variant }), ...(osVersion && { osVersion }) };
  });

/** OCI image-spec, manifest.md; Docker's schema 2 has the same members. */
export const imageSchema = z.object({ config: descriptorSchema, layers: createListSchema(descriptorSchema) });

/** OCI image-spec, image-index.md; Docker's manifest list has the same members. */
export const indexSchema = z.object({
  manifests: z
    .array(descriptorSchema.extend({ annotations: annotationsSchema, platform: platformSchema }))
    .nullable()
    .transform((manifests) => manifests ?? []),
});

/** The relation of a manifest to another manifest of the same index. */
export interface Companion {
  /** The digest of the manifest that it belongs to. */
  readonly digest: string;
  readonly kind: 'attestation' | 'soci-index';
}

/** The annotations that relate one manifest of an index to another. */
const companionAnnotations = [
  // BuildKit, docs/attestations/attestation-storage.md
  ['vnd.docker.reference.digest', 'attestation'],
  // SOCI index manifest v2 (soci-snapshotter, soci_index.go): it has no subject.
  ['com.amazon.soci.image-manifest-digest', 'soci-index'],
] as const;

/** Finds the relation that the annotations of a manifest in an index state. */
export function findCompanion(annotations: Readonly<Record<string, string>>): Companion | undefined {
  for (const [name, kind] of companionAnnotations) {
    const digest = annotations[name];
    if (digest !== undefined) return { digest, kind };
  }
  return undefined;
}
