import type {
  DetailedContent,
  LayerDescription,
  Readable,
  StoredDocument,
} from '../../../shared/models/image-details.ts';
import type { RetryPolicy } from '../async/retry.ts';
import { defaultRetryPolicy } from '../async/retry.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { EngineError } from '../errors/engine-error.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import { computeDigest } from '../manifest/manifest.ts';
import type { Descriptor } from '../manifest/manifest-schema.ts';
import { downloadLayer } from '../replication/download/download-layer.ts';
import { joinBuildSteps } from './build-steps.ts';
import type { HistoryLine } from './image-config.ts';
import { readImageConfig } from './image-config.ts';

/** Bytes. Configs of real images have some ten thousand. */
const maxConfigBytes = 4 * 1024 * 1024;

/** Characters of a document that the window displays; longer documents are cut. */
const maxDisplayedCharacters = 256 * 1024;

export interface DetailsOptions {
  readonly signal?: AbortSignal | undefined;
  /** For the download of the config; by default that of calls that a user waits for. */
  readonly retryPolicy?: RetryPolicy | undefined;
}

/** Converts a stored document to what the window displays of it. */
export function toStoredDocument(digest: string, mediaType: string, bytes: Buffer): StoredDocument {
  const text = bytes.toString('utf8');
  return {
    digest,
    mediaType,
    size: bytes.length,
    text: text.slice(0, maxDisplayedCharacters),
    cut: text.length > maxDisplayedCharacters,
  };
}

/** Returns the error as data when the value cannot be read. */
export async function readOrError<Value>(read: () => Promise<Value>): Promise<Readable<Value>> {
  try {
    return { kind: 'read', value: await read() };
  } catch (error) {
    return { kind: 'unreadable', error: toErrorData(error) };
  }
}

async function downloadConfig(
  repository: RepositoryHandle,
  config: Descriptor,
  { signal, retryPolicy = defaultRetryPolicy }: DetailsOptions,
): Promise<Buffer> {
  if (config.size > maxConfigBytes) {
    throw new EngineError({
      code: 'image-unsupported',
      message: `The config of this image has ${config.size} bytes: too many to display.`,
      retryable: false,
    });
  }
  const chunks: Buffer[] = [];
  const blob = { ...config, kind: 'config' } as const;
  for await (const chunk of downloadLayer(repository, blob, retryPolicy, { signal })) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (computeDigest(bytes) === config.digest) return bytes;
  throw new EngineError({
    code: 'digest-mismatch',
    message: `ECR returned another config than ${config.digest}. Try again.`,
    retryable: true,
    action: 'retry',
  });
}

/** Downloads the config of an image and joins its history with the layers; a config that cannot be read is `unreadable`. */
export async function readImageContent(
  repository: RepositoryHandle,
  descriptor: Descriptor | undefined,
  layers: readonly LayerDescription[],
  options: DetailsOptions,
): Promise<DetailedContent> {
  let history: readonly HistoryLine[] = [];
  const config = await readOrError(async () => {
    if (!descriptor) throw new Error('A manifest that was parsed as an image has no config.');
    const bytes = await downloadConfig(repository, descriptor, options);
    const parsed = readImageConfig(bytes.toString('utf8'));
    history = parsed?.history ?? [];
    const document = toStoredDocument(descriptor.digest, descriptor.mediaType, bytes);
    return { document, parsed: parsed?.config };
  });
  const sizes = new Map(layers.map(({ digest, size }) => [digest, size]));
  const layersSize = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  return { kind: 'image', config, steps: joinBuildSteps(layers, history), layersSize };
}
