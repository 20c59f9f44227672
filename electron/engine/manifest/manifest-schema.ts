import { z } from 'zod';
import type { Platform } from '../../../shared/models/image.ts';
import { digestSchema } from '../../../shared/models/image.ts';

/** Tools in Go write `null` for what they do not set: every optional member may be null, and means absent then. */
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? '');

/** Annotations whose value is no text are of no use to anybody, and cost none of the others. */
export const annotationsSchema = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(undefined)
  .transform((all): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(all ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
  );

/** What a descriptor states of its content, which copying looks at (OCI image-spec, descriptor.md). */
export const descriptorSchema = z.object({
  mediaType: optionalText,
  digest: digestSchema,
  /** Bytes. A size that is none counts as not stated: the registry knows the true one. */
  size: z.number().int().nonnegative().catch(0),
  urls: z
    .array(z.string())
    .nullish()
    .transform((urls) => urls ?? []),
});

export type Descriptor = z.infer<typeof descriptorSchema>;

const listOf = <Item extends z.ZodType>(item: Item) =>
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
export const imageSchema = z.object({ config: descriptorSchema, layers: listOf(descriptorSchema) });

/** OCI image-spec, image-index.md; Docker's manifest list has the same members. */
export const indexSchema = z.object({
  manifests: z
    .array(descriptorSchema.extend({ annotations: annotationsSchema, platform: platformSchema }))
    .nullable()
    .transform((manifests) => manifests ?? []),
});

/** What a manifest in an index is to another one beside it. */
export interface Companion {
  /** Of the manifest that it belongs to. */
  readonly digest: string;
  readonly kind: 'attestation' | 'soci-index';
}

/** The annotations by which a builder ties one manifest of an index to another. */
const companionAnnotations = [
  // BuildKit, docs/attestations/attestation-storage.md
  ['vnd.docker.reference.digest', 'attestation'],
  // SOCI index manifest v2 (soci-snapshotter, soci_index.go): it has no subject.
  ['com.amazon.soci.image-manifest-digest', 'soci-index'],
] as const;

export function findCompanion(annotations: Readonly<Record<string, string>>): Companion | undefined {
  for (const [name, kind] of companionAnnotations) {
    const digest = annotations[name];
    if (digest !== undefined) return { digest, kind };
  }
  return undefined;
}
