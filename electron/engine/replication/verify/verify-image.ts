import { setTimeout as delay } from 'node:timers/promises';
import type { Difference } from '../../../../shared/models/difference.ts';
import { readStoredImages } from '../../ecr/stored-images.ts';
import { findAvailableLayers } from '../../ecr/layer-availability.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import type { ExpectedContents } from './compare-contents.ts';
import { compareImages, compareLayers } from './compare-contents.ts';

/** Milliseconds before each check after a difference: ECR does not guarantee that new data is visible at once. */
const recheckWaits = [250, 1_000];

async function readAndCompare(
  expected: ExpectedContents,
  destination: RepositoryHandle,
  signal: AbortSignal | undefined,
): Promise<readonly Difference[]> {
  const wanted = {
    digests: expected.manifests.map(({ digest }) => digest),
    tags: [...expected.tags.keys()],
  };
  const [stored, missingLayers] = await Promise.all([
    readStoredImages(destination, wanted, signal),
    verifyLayers(expected, destination, signal),
  ]);
  return [...compareImages(expected, stored), ...missingLayers];
}

/**
 * Reads an image from the destination and compares it with the plan: every manifest byte for byte, every layer
 * `AVAILABLE`, every tag with its digest.
 *
 * @param waits milliseconds before each check after a difference.
 * @returns the differences; none means verified.
 * @throws EngineError when it cannot be read; AbortError when cancelled.
 */
export async function verifyImage(
  expected: ExpectedContents,
  destination: RepositoryHandle,
  {
    signal,
    waits = recheckWaits,
  }: { readonly signal?: AbortSignal; readonly waits?: readonly number[] } = {},
): Promise<readonly Difference[]> {
  let differences = await readAndCompare(expected, destination, signal);
  for (const wait of waits) {
    if (differences.length === 0) break;
    await delay(wait, undefined, signal ? { signal } : {});
    differences = await readAndCompare(expected, destination, signal);
  }
  return differences;
}

/** Verifies only the layers of an image. */
export async function verifyLayers(
  expected: ExpectedContents,
  destination: RepositoryHandle,
  signal?: AbortSignal,
): Promise<readonly Difference[]> {
  return compareLayers(expected, await findAvailableLayers(destination, expected.layerDigests, signal));
}
