import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAwsHome } from '../../electron/engine/testing/aws-home/write-aws-home.ts';
import { build, production } from '../test-accounts.ts';
import type { BenchImage, CopyFigures, CopyRequest, RegistryAnswer, RegistryRequest } from './messages.ts';
import type { Figure } from './report.ts';
import { formatTable } from './report.ts';

// npm run bench: the limits that a copy has to hold, measured in one run against an ECR of our own.
// `-- --large 20` makes the large image 20 GB instead of 2; so much room is needed in the temporary folder.

const GB = 1_000_000_000;
const MB = 1_000_000;
/** The part size that ECR asks for, in bytes. */
const partSize = 10 * 1024 * 1024;
const memoryLimit = 350;

const { values } = parseArgs({ options: { large: { type: 'string', default: '2' } } });
const largeGB = Number(values.large);
if (!(largeGB > 0.1)) throw new Error('--large takes a number of gigabytes, more than 0.1.');

const folder = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-bench-'));
const { bavail, bsize } = await statfs(folder);
if (bavail * bsize < 1.2 * largeGB * GB)
  throw new Error(`${tmpdir()} has no room for an image of ${largeGB} GB.`);

const script = (name: string): string => join(import.meta.dirname, name);

/** The next message of a process; an end before it is an error. */
async function messageOf<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    return await Promise.race([
      new Promise<Message>((resolve) => child.once('message', (message: Message) => resolve(message))),
      once(child, 'exit', { signal }).then(() => Promise.reject(new Error('A process of the bench ended.'))),
    ]);
  } finally {
    ended.abort();
  }
}

const registry = fork(script('registry-process.ts'));
const ready = await messageOf<Extract<RegistryAnswer, { kind: 'ready' }>>(registry);
await writeAwsHome(folder, { profiles: [build, production], endpoint: ready.endpoint });

async function ask<Kind extends RegistryAnswer['kind']>(
  request: RegistryRequest & { readonly answer: Kind },
): Promise<Extract<RegistryAnswer, { kind: Kind }>> {
  registry.send(request);
  return messageOf(registry);
}

async function seed(image: BenchImage): Promise<CopyRequest> {
  const { digest } = await ask({ kind: 'seed', image, answer: 'seeded' });
  return { repository: image.repository, digest, tags: image.tags };
}

const environment = {
  PATH: process.env['PATH'],
  AWS_CONFIG_FILE: join(folder, '.aws', 'config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, '.aws', 'credentials'),
};

type Calls = Extract<RegistryAnswer, { kind: 'calls' }>;
type Copy = CopyFigures & Pick<Calls, 'calls' | 'layerBytes' | 'byOperation'>;

/** Copies in a fresh process, after a small image that loads what is loaded on first use. */
async function copy(request: CopyRequest): Promise<Copy> {
  const child = fork(script('copy-process.ts'), { env: environment, execArgv: ['--expose-gc'] });
  child.send(small);
  await messageOf<CopyFigures>(child);
  await ask({ kind: 'take-calls', answer: 'calls' });
  child.send(request);
  const figures = await messageOf<CopyFigures>(child);
  child.disconnect();
  return { ...figures, ...(await ask({ kind: 'take-calls', answer: 'calls' })) };
}

const even = (total: number, layers: number): readonly number[] =>
  Array.from({ length: layers }, () => Math.round(total / layers));
const partsOf = (sizes: readonly number[]): number =>
  sizes.reduce((sum, size) => sum + Math.ceil(size / partSize), 0);
const megabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`;

const memoryFigure = (what: string, { memory, seconds }: Copy): Figure => {
  const above = memory.peak - memory.idle;
  return {
    what: `peak memory above idle, ${what}`,
    limit: `${memoryLimit} MB`,
    measured: `${megabytes(above)} in ${seconds.toFixed(1)} s`,
    ok: above <= memoryLimit * MB,
  };
};

const small = await seed({ repository: 'bench/small', layerSizes: [1000], tags: ['v1'] });
const mediumSizes = even(0.1 * GB, 4);
const medium = await seed({ repository: 'bench/medium', layerSizes: mediumSizes, tags: ['v1', 'latest'] });
const largeSizes = even(largeGB * GB, 8);
const large = await seed({ repository: 'bench/large', layerSizes: largeSizes, tags: ['v1'] });
const manyLayers = await seed({ repository: 'bench/many', layerSizes: even(300_000, 150), tags: ['v1'] });

const mediumCopy = await copy(medium);
const again = await copy(medium);
const largeCopy = await copy(large);
await copy(manyLayers);
const manyAgain = await copy(manyLayers);

// Each image has a config of one part beside its layers.
const [blobs, parts, tags] = [mediumSizes.length + 1, partsOf(mediumSizes) + 1, medium.tags.length];
const copyCalls = 3 * blobs + parts + tags + 10;
const eventShare = largeCopy.cpu.events / largeCopy.cpu.copy;
const alreadyThere = (what: string, { calls, layerBytes }: Copy, batches: number): Figure => ({
  what: `API calls, already there, ${what}`,
  limit: `6 + ${batches}, 0 bytes`,
  measured: `${calls}, ${layerBytes} bytes`,
  ok: calls <= 6 + batches && layerBytes === 0,
});

const figures: readonly Figure[] = [
  memoryFigure('0.1 GB', mediumCopy),
  memoryFigure(`${largeGB} GB`, largeCopy),
  alreadyThere(`${blobs} blobs`, again, 1),
  alreadyThere('151 blobs', manyAgain, 2),
  {
    what: `API calls, new: n = ${blobs}, p = ${parts}, t = ${tags}`,
    limit: `3n + p + t + 10 = ${copyCalls}`,
    measured: String(mediumCopy.calls),
    ok: mediumCopy.calls <= copyCalls,
  },
  {
    what: `progress events' share of the copy's CPU, ${largeGB} GB`,
    limit: '2 %',
    measured: `${(100 * eventShare).toFixed(2)} %`,
    ok: eventShare < 0.02,
  },
];
console.log(formatTable(figures));

registry.send({ kind: 'close' } satisfies RegistryRequest);
await once(registry, 'exit');
await rm(folder, { recursive: true });
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
