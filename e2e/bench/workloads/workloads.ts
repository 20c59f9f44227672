/** An image to create: its layers by seed and size in bytes, and its tags. */
export interface BenchImage {
  readonly layers: readonly (readonly [seed: string, size: number])[];
  readonly tags: readonly string[];
}

/** The images of a copy, and what exists at the destination before it. */
export interface Workload {
  readonly name: string;
  readonly description: string;
  readonly images: readonly BenchImage[];
  /** Another account and region, or a new repository in the source's registry. */
  readonly to: 'another-registry' | 'same-registry';
  readonly isThere: boolean;
}

const MB = 1_000_000;

/** Sizes of typical layers: a large base, packages, then smaller and smaller changes. 400 MB. */
const mixedSizes = [56, 28, 64, 12, 40, 72, 6, 36, 48, 2, 20, 16];

/** 32 MB that all images share, and the layers of each. */
const sharedSizes = [20, 8, 4];
const ownSizes = [0.4, 0.1];

/** Fewer where everything is smaller: the fixed cost of an image takes minutes for a client that copies them in sequence. */
const imageCount = (scale: number): number => Math.ceil(40 * Math.min(1, 4 * scale));

const mixedLayers = (seed: string, scale: number): BenchImage['layers'] =>
  mixedSizes.map((size, index) => [`${seed} ${index}`, Math.round(size * scale * MB)]);

const manyImages = (seed: string, scale: number): readonly BenchImage[] => {
  const bytes = (size: number): number => Math.round(size * scale * MB);
  const shared = sharedSizes.map((size, index) => [`${seed} shared ${index}`, bytes(size)] as const);
  return Array.from({ length: imageCount(scale) }, (_, image) => ({
    layers: [
      ...shared,
      ...ownSizes.map((size, index) => [`${seed} ${image} ${index}`, bytes(size)] as const),
    ],
    tags: [`v${image + 1}`],
  }));
};

/** @param seed different for each network, so that no layer is cached. */
export function workloadsOf(seed: string, scale: number): readonly Workload[] {
  const twelve = [{ layers: mixedLayers(`${seed} twelve`, scale), tags: ['v1'] }];
  const elsewhere = { to: 'another-registry', isThere: false } as const;
  return [
    { name: 'twelve', description: '12 mixed layers', images: twelve, ...elsewhere },
    {
      name: 'many',
      description: `${imageCount(scale)} small images, shared base layers`,
      images: manyImages(`${seed} many`, scale),
      ...elsewhere,
    },
    {
      name: 'single',
      description: 'one large layer',
      images: [{ layers: [[`${seed} single`, Math.round(1000 * scale * MB)]], tags: ['v1'] }],
      ...elsewhere,
    },
    {
      name: 'there',
      description: '12 layers, all there',
      images: twelve,
      to: 'another-registry',
      isThere: true,
    },
    {
      name: 'same',
      description: '12 layers, same registry',
      images: twelve,
      to: 'same-registry',
      isThere: false,
    },
  ];
}

/** Twelve layers of typical sizes with this many bytes in total. */
export const grownImage = (seed: string, bytes: number): BenchImage => ({
  layers: mixedLayers(seed, bytes / (400 * MB)),
  tags: ['v1'],
});

/** Every layer once; the size of config blobs does not matter. */
export function layersOf(images: readonly BenchImage[]): ReadonlyMap<string, number> {
  return new Map(images.flatMap(({ layers }) => layers));
}

/** Bytes, each layer once. */
export const sizeOf = ({ images }: Pick<Workload, 'images'>): number =>
  [...layersOf(images).values()].reduce((sum, size) => sum + size, 0);
