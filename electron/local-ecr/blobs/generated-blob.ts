import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { BlobContent } from './blob-store.ts';
import { contentOf, keystream } from './byte-generator.ts';

/**
 * A blob of any size, in bytes, that is computed instead of stored: the same seed always gives the same bytes, and a
 * range is computed without the bytes before it. `generatedLayer` gives content that is a valid archive.
 */
export function generatedBlob(seed: string, size: number): BlobContent {
  return contentOf(keystream(seed), size);
}

/** @returns `sha256:` and the hash in hex, after reading the whole content once. */
export async function digestOf(content: BlobContent): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(content.read(), hash);
  return `sha256:${hash.digest('hex')}`;
}
