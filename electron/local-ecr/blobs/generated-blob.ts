import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { BlobContent } from './blob-store.ts';
import { contentOf, keystream } from './byte-generator.ts';

/**
 * A blob of any size, in bytes, that is stored nowhere: the same seed always gives the same bytes, and any range is
 * computed without those before it. For content that is a real archive see `generatedLayer`.
 */
export function generatedBlob(seed: string, size: number): BlobContent {
  return contentOf(keystream(seed), size);
}

/** Reads the whole content once: `sha256:` and the hash in hex. */
export async function digestOf(content: BlobContent): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(content.read(), hash);
  return `sha256:${hash.digest('hex')}`;
}
