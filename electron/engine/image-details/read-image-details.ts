import { createHash } from 'node:crypto';
import { z } from 'zod';
import { imageUri } from '../../../shared/models/reference.ts';
import type {
  DetailedContent,
  ImageDetails,
  IndexChild,
  LayerDescription,
  Readable,
} from '../../../shared/models/image-details.ts';
import { EngineError } from '../errors/engine-error.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import { downloadLayer } from '../replication/download/download-layer.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { withStoredSizes } from '../replication/download/stored-sizes.ts';
import type { RetryPolicy } from '../async/retry.ts';
import { defaultRetryPolicy } from '../async/retry.ts';
import { readStoredImages } from '../ecr/get-manifests.ts';
import { listReferrers } from '../ecr/list-referrers.ts';
import { parseManifest } from '../manifest/manifest.ts';
import { getImageKind } from '../manifest/media-types.ts';
import { buildSteps } from './build-steps.ts';
import type { HistoryLine } from './image-config.ts';
import { readImageConfig } from './image-config.ts';
import { annotationsSchema, descriptorSchema } from '../manifest/manifest-schema.ts';
import { readScanFindings } from './scan-findings.ts';
import { storedDocument } from './stored-document.ts';

/** Bytes. Real configs take some ten thousand. */
const maxConfigBytes = 4 * 1024 * 1024;

/** What a manifest says beside what copying needs. */
const manifestSchema = z.object({
  artifactType: z.string().nullish().catch(undefined),
  annotations: annotationsSchema,
  config: descriptorSchema.nullish(),
  layers: z.array(descriptorSchema).nullish(),
  manifests: z.array(descriptorSchema).nullish(),
});

const notFound = (digest: string, { name, registry }: RepositoryHandle): EngineError =>
  new EngineError({
    code: 'image-not-found',
    message: `There is no image ${digest} in ${name} (${registry.region}) any more. Refresh the list of images.`,
    retryable: false,
    action: 'retry',
  });

async function readable<Value>(work: () => Promise<Value>): Promise<Readable<Value>> {
  try {
    return { kind: 'read', value: await work() };
  } catch (error) {
    return { kind: 'unreadable', error: toErrorData(error) };
  }
}

interface DetailsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of the download of the config; that of what a person waits for when left out. */
  readonly retryPolicy?: RetryPolicy | undefined;
}

async function downloadConfig(
  repository: RepositoryHandle,
  config: z.infer<typeof descriptorSchema>,
  { signal, retryPolicy = defaultRetryPolicy }: DetailsOptions,
): Promise<Buffer> {
  if (config.size > maxConfigBytes) {
    throw new EngineError({
      code: 'image-unsupported',
      message: `The config of this image has ${config.size} bytes: too many to be shown.`,
      retryable: false,
    });
  }
  const chunks: Buffer[] = [];
  const blob = { ...config, kind: 'config' } as const;
  for await (const chunk of downloadLayer(repository, blob, retryPolicy, { signal })) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (`sha256:${createHash('sha256').update(bytes).digest('hex')}` === config.digest) return bytes;
  throw new EngineError({
    code: 'digest-mismatch',
    message: `ECR sent another config than ${config.digest}. Try again.`,
    retryable: true,
    action: 'retry',
  });
}

async function imageContent(
  repository: RepositoryHandle,
  descriptor: z.infer<typeof descriptorSchema> | undefined,
  layers: readonly LayerDescription[],
  options: DetailsOptions,
): Promise<DetailedContent> {
  let history: readonly HistoryLine[] = [];
  const config = await readable(async () => {
    if (!descriptor) throw new Error('A manifest that was read as an image has no config.');
    const bytes = await downloadConfig(repository, descriptor, options);
    const parsed = readImageConfig(bytes.toString('utf8'));
    history = parsed?.history ?? [];
    const document = storedDocument(descriptor.digest, descriptor.mediaType, bytes);
    return { document, parsed: parsed?.config };
  });
  const sizes = new Map(layers.map(({ digest, size }) => [digest, size]));
  const layersSize = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return { kind: 'image', config, steps: buildSteps(layers, history), layersSize };
}

/**
 * Everything that is shown of one image. What may be denied (the config, referrers, findings) is told as such; only
 * the manifest has to be readable.
 *
 * @param accountId whose registry it is.
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
  const stored = (await readStoredImages(registry, name, { digests: [digest] }, signal)).manifests.get(
    digest,
  );
  if (!stored) throw notFound(digest, repository);
  const { mediaType, text } = stored;
  const { content } = parseManifest(digest, mediaType, text);
  const value: unknown = JSON.parse(text);
  const described = manifestSchema.parse(value);
  const { annotations } = described;
  const artifactType = described.artifactType ?? undefined;
  const manifests = described.manifests ?? [];
  const stated = [...(described.config ? [described.config] : []), ...(described.layers ?? [])];
  const sized = await withStoredSizes(
    repository,
    stated.map((blob) => ({ ...blob, kind: 'layer' as const })),
    signal,
  );
  const [config, layers] = described.config ? [sized[0], sized.slice(1)] : [undefined, sized];

  const children = (): readonly IndexChild[] => {
    const sizes = new Map(manifests.map((child) => [child.digest, child.size]));
    return content.kind === 'index'
      ? content.children.map((child) => ({ ...child, size: sizes.get(child.digest) ?? 0 }))
      : [];
  };
  const [detailed, referrers, findings] = await Promise.all([
    content.kind === 'index'
      ? ({ kind: 'index', children: children() } as const)
      : imageContent(repository, config, layers, options),
    readable(() => listReferrers(registry, name, digest, signal)),
    readScanFindings(repository, digest, signal),
  ]);
  return {
    digest,
    kind: getImageKind(mediaType, artifactType ?? config?.mediaType),
    uri: imageUri({ accountId, region: registry.region, repositoryName: name, digest }),
    manifest: storedDocument(digest, mediaType, Buffer.from(text)),
    artifactType,
    annotations,
    content: detailed,
    referrers,
    findings,
  };
}
