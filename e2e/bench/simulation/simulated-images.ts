import type { Random } from '../../../electron/testing/random.ts';
import { seededRandom } from '../../../electron/testing/random.ts';

/** A layer; the same object where images share it. */
export interface SimulatedLayer {
  /** Bytes. */
  readonly size: number;
}

export interface SimulatedImage {
  readonly repository: number;
  /** The number of its destination region. */
  readonly region: number;
  /** One for an image; one for each platform and one for the index otherwise. */
  readonly manifests: number;
  readonly layers: readonly SimulatedLayer[];
}

const MB = 1_000_000;
const imagesPerRepository = 100;
/** Images in a row that are built on the same base layers. */
const imagesPerBase = 20;
const platforms = 2;
const indexShare = 0.2;

/** Log-normally distributed bytes around a median; most layers are small, a few are large. */
function randomSize(random: Random, median: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  return Math.round(Math.min(20, Math.exp(normal)) * median);
}

const randomLayers = (random: Random, count: number, median: number): readonly SimulatedLayer[] =>
  Array.from({ length: count }, () => ({ size: randomSize(random, median) }));

/**
 * Images as registries of applications have them: repositories of 100 images, base layers that 20 images in a row share,
 * three layers of their own for each platform, and two platforms for one image of five. The same for the same seed.
 */
export function simulateImages(count: number, regions: number, seed: number): readonly SimulatedImage[] {
  const random = seededRandom(seed);
  let base: readonly SimulatedLayer[] = [];
  return Array.from({ length: count }, (_, index) => {
    if (index % imagesPerBase === 0) base = randomLayers(random, 5, 12 * MB);
    const isIndex = random.chance(indexShare);
    const repository = Math.floor(index / imagesPerRepository);
    return {
      repository,
      region: repository % regions,
      manifests: isIndex ? platforms + 1 : 1,
      layers: [...base, ...randomLayers(random, isIndex ? 3 * platforms : 3, 2 * MB)],
    };
  });
}
