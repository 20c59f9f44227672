import { z } from 'zod';
import { imageUri } from '../../../shared/models/reference.ts';
import type { ImageDetails, IndexChild } from '../../../shared/models/image-details.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { listReferrers } from '../ecr/list-referrers.ts';
import { readStoredImages } from '../ecr/stored-images.ts';
import { EngineError } from '../errors/engine-error.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { annotationsSchema, descriptorSchema } from '../manifest/manifest-schema.ts';
import { getImageKind } from '../manifest/media-types.ts';
import { withStoredSizes } from '../replication/download/stored-sizes.ts';
import type { DetailsOptions } from './config-document.ts';
import { readImageContent, readOrError, toStoredDocument } from './config-document.ts';
import { readScanFindings } from './scan-findings.ts';

/** The members of a manifest that are displayed; copying needs fewer. */
const manifestSchema = z.object({
  artifactType: z.string().nullish().catch(undefined),
  annotations: annotationsSchema,
  config: descriptorSchema.nullish(),
  layers: z.array(descriptorSchema).nullish(),
  manifests: z.array(descriptorSchema).nullish(),
});

const imageMissingError = (digest: string, { name, registry }: RepositoryHandle): EngineError =>
  new EngineError({
    code: 'image-not-found',
    message: `There is no image ${digest} in ${name} (${registry.region}) any more. Refresh the list of images.`,
    retryable: false,
    action: 'retry',
  });

/**
 * Reads the details of one image. Only the manifest has to be readable: a config, referrers or scan findings that are
 * denied are marked as such in the result. Nothing is imported from an upstream registry.
 *
 * @param accountId the account of the registry.
 * @throws EngineError `image-not-found`, `image-unsupported` or `digest-mismatch`.
 */
export async function readImageDetails(
  repository: RepositoryHandle,
  accountId: string,
  digest: string,
  options: DetailsOptions = {},
): Promise<ImageDetails> {
  const { registry, name } = repository;
  const { signal } = options;
  const stored = await readStoredImages({ ...repository, mayImport: true }, { digests: [digest] }, signal);
  const manifest = stored.manifests.get(digest);
  if (!manifest) throw imageMissingError(digest, repository);
  const { mediaType, text } = manifest;
  const { content } = parseManifest(digest, mediaType, text);
  const described = manifestSchema.parse(JSON.parse(text));
  const { annotations } = described;
  const artifactType = described.artifactType ?? undefined;
  const statedBlobs = [...(described.config ? [described.config] : []), ...(described.layers ?? [])];
  const blobs = await withStoredSizes(
    repository,
    statedBlobs.map((blob) => ({ ...blob, kind: 'layer' as const })),
    signal,
  );
  const [config, layers] = described.config ? [blobs[0], blobs.slice(1)] : [undefined, blobs];

  const listChildren = (): readonly IndexChild[] => {
    const sizes = new Map((described.manifests ?? []).map((child) => [child.digest, child.size]));
    return content.kind === 'index'
      ? content.children.map((child) => ({ ...child, size: sizes.get(child.digest) ?? 0 }))
      : [];
  };
  const [detailedContent, referrers, findings] = await Promise.all([
    content.kind === 'index'
      ? ({ kind: 'index', children: listChildren() } as const)
      : readImageContent(repository, config, layers, options),
    readOrError(() => listReferrers(registry, name, digest, signal)),
    readScanFindings(repository, digest, signal),
  ]);
  return {
    digest,
    kind: getImageKind(mediaType, artifactType ?? config?.mediaType),
    uri: imageUri({ accountId, region: registry.region, repositoryName: name, digest }),
    manifest: toStoredDocument(digest, mediaType, Buffer.from(text)),
    artifactType,
    annotations,
    content: detailedContent,
    referrers,
    findings,
  };
}
