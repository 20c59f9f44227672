import { join } from 'node:path';
import type { Bench } from '../contenders/contenders.ts';
import { copyBy } from '../contenders/contenders.ts';
import type { CopyFigures, CallFigures } from '../processes/messages.ts';
import type { Figure } from '../report/figures-table.ts';

// Limits of every copy by the ECR API: its memory, its calls, the cost of its progress reports.

const GB = 1_000_000_000;
const MB = 1_000_000;
/** The part size of ECR, in bytes. */
const partSize = 10 * 1024 * 1024;
const memoryLimit = 350;

const even = (total: number, layers: number): readonly number[] =>
  Array.from({ length: layers }, () => Math.round(total / layers));
const partsOf = (sizes: readonly number[]): number =>
  sizes.reduce((sum, size) => sum + Math.ceil(size / partSize), 0);
const megabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`;

type Copy = CopyFigures & { readonly calls: CallFigures };

const memoryFigure = (what: string, { memory }: Copy): Figure => {
  const above = memory.peak - memory.idle;
  return {
    what: `peak memory above idle, ${what}`,
    limit: `${memoryLimit} MB`,
    measured: megabytes(above),
    ok: above <= memoryLimit * MB,
  };
};

const alreadyAtDestination = (
  what: string,
  { calls: { apiCalls, layerBytes } }: Copy,
  batches: number,
): Figure => ({
  what: `API calls, already there, ${what}`,
  limit: `9 + ${batches}, 0 bytes`,
  measured: `${apiCalls}, ${layerBytes} bytes`,
  ok: apiCalls <= 9 + batches && layerBytes === 0,
});

/** @param largeGB the size of the large image, in 10⁹ bytes. */
export async function measureLimits(bench: Bench, largeGB: number): Promise<readonly Figure[]> {
  const { registry, warmUp } = bench;
  await registry.shape({});

  /** Copies into a repository of that name, which is kept, so that a second copy finds everything there. */
  const copy = async (name: string, sizes: readonly number[], tags: readonly string[]) => {
    const from = join('limits', name);
    const images = await registry.seed(from, [
      { layers: sizes.map((size, index) => [`${from} ${index}`, size] as const), tags },
    ]);
    const repository = join('copied', name);
    await registry.prepare('another-registry', repository, from, false);
    return async (): Promise<Copy> => {
      const warm = { ...warmUp, repository: `warm/${name}-${performance.now()}` };
      await registry.prepare(warm.to, warm.repository, warm.from, false);
      const job = { from, to: 'another-registry', repository, images } as const;
      const figures = await copyBy(
        'api',
        { ...bench, warmUp: warm },
        job,
        async () => void (await registry.takeCalls()),
      );
      return { ...figures, calls: await registry.takeCalls() };
    };
  };

  const mediumSizes = even(0.1 * GB, 4);
  const mediumTags = ['v1', 'latest'];
  const medium = await copy('medium', mediumSizes, mediumTags);
  const large = await copy('large', even(largeGB * GB, 8), ['v1']);
  const many = await copy('many', even(300_000, 150), ['v1']);

  const mediumCopy = await medium();
  const again = await medium();
  const largeCopy = await large();
  await many();
  const manyAgain = await many();

  // Each image has a config of one part in addition to its layers.
  const [blobs, parts, tags] = [mediumSizes.length + 1, partsOf(mediumSizes) + 1, mediumTags.length];
  const copyCalls = 3 * blobs + parts + tags + 15;
  const eventShare = largeCopy.cpu.events / largeCopy.cpu.copy;
  return [
    memoryFigure('0.1 GB', mediumCopy),
    memoryFigure(`${largeGB} GB`, largeCopy),
    alreadyAtDestination(`${blobs} blobs`, again, 1),
    alreadyAtDestination('151 blobs', manyAgain, 2),
    {
      what: `API calls, new: n = ${blobs}, p = ${parts}, t = ${tags}`,
      limit: `3n + p + t + 15 = ${copyCalls}`,
      measured: String(mediumCopy.calls.apiCalls),
      ok: mediumCopy.calls.apiCalls <= copyCalls,
    },
    {
      what: `progress events' share of the copy's CPU, ${largeGB} GB`,
      limit: '2 %',
      measured: `${(100 * eventShare).toFixed(2)} %`,
      ok: eventShare < 0.02,
    },
  ];
}
