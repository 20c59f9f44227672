import { EngineError } from '../engine/errors/engine-error.ts';
import type { SourceImage } from '../engine/image-graph/source-image.ts';
import { readSourceImages } from '../engine/image-graph/read-source-images.ts';

/** Reads the images that a test replicates. @throws EngineError for the first image that cannot be copied. */
export async function loadSourceImages(
  ...facts: Parameters<typeof readSourceImages>
): Promise<readonly SourceImage[]> {
  return (await readSourceImages(...facts)).map((loaded) => {
    if (loaded.kind === 'unreadable') throw new EngineError(loaded.error);
    return loaded.image;
  });
}
