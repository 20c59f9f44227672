/** An image to create: its layers by seed and size in bytes, and its tags. */
export interface BenchImage {
  readonly layers: readonly (readonly [seed: string, size: number])[];
  readonly tags: readonly string[];
}

/** Shares of typical layers: a large base, packages, then smaller and smaller changes. */
const mixedShares = [56, 28, 64, 12, 40, 72, 6, 36, 48, 2, 20, 16];
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Twelve layers of typical sizes with this many bytes in total. @param seed different for each image, so that no layer is shared. */
export const mixedImage = (seed: string, bytes: number): BenchImage => ({
  layers: mixedShares.map((share, index) => [
    `${seed} ${index}`,
    Math.round((bytes * share) / sum(mixedShares)),
  ]),
  tags: ['v1'],
});

/** Parts of the whole that all images share, and of which each image has a few of its own. */
const sharedShares = [20, 8, 4];
const ownShares = [0.4, 0.1];

/** Images with shared base layers; each layer counts once for the bytes in total. */
export function equalImages(seed: string, count: number, bytes: number): readonly BenchImage[] {
  const unit = bytes / (sum(sharedShares) + count * sum(ownShares));
  const layers = (name: string, shares: readonly number[]): BenchImage['layers'] =>
    shares.map((share, index) => [`${seed} ${name} ${index}`, Math.round(share * unit)]);
  return Array.from({ length: count }, (_, image) => ({
    layers: [...layers('shared', sharedShares), ...layers(String(image), ownShares)],
    tags: [`v${image + 1}`],
  }));
}

/** Bytes of the layers, each layer once; the size of config blobs does not matter. */
export const sizeOf = (images: readonly BenchImage[]): number =>
  sum([...new Map(images.flatMap(({ layers }) => layers)).values()]);
