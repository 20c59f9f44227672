import type { AnswerPorts } from '../../../electron/ipc/answer-request.ts';
import { answerRequest } from '../../../electron/ipc/answer-request.ts';

const side = { profile: 'build', region: 'eu-west-1', repositoryName: 'team/app' };
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const times = <Item>(length: number, make: (at: number) => Item): Item[] =>
  Array.from({ length }, (_, at) => make(at));

/** `images` of them, each with two tags of its own. */
export const requestOf = (images: number): unknown => ({
  source: side,
  destination: { ...side, createRepository: false },
  images: times(images, (at) => ({
    digest,
    sourceTags: [`v${at}`, `build-${at}`],
    destinationTags: [`v${at}`, `build-${at}`],
  })),
});

interface Growing {
  readonly what: string;
  readonly request: string;
  /** An input of this size. */
  readonly input: (size: number) => unknown;
  /** The larger one of the two compared sizes. */
  readonly size: number;
}

/** Inputs that take time: valid ones, invalid ones, and those for slow patterns. */
const growing: readonly Growing[] = [
  { what: 'images', request: 'plans.create', size: 100_000, input: requestOf },
  {
    what: 'images, none valid',
    request: 'plans.create',
    size: 100_000,
    input: (size) => ({ ...Object(requestOf(1)), images: times(size, () => ({ digest: 'x' })) }),
  },
  {
    what: 'images over many requests',
    request: 'batches.create',
    size: 100_000,
    input: (size) => ({ kind: 'requests', requests: times(100, () => requestOf(size / 100)) }),
  },
  {
    what: 'accounts',
    request: 'settings.change',
    size: 20_000,
    input: (size) => ({
      accounts: Object.fromEntries(
        times(size, (at) => [String(at).padStart(12, '0'), { label: `account ${at}` }]),
      ),
    }),
  },
  {
    what: 'text for the clipboard',
    request: 'clipboard.write',
    size: 5_000_000,
    input: (size) => ({ text: 'x'.repeat(size) }),
  },
  {
    what: 'a name that no rule ends',
    request: 'images.platforms',
    size: 10_000_000,
    input: (size) => ({ ...side, digests: [digest], repositoryName: `${'a_'.repeat(size / 2)}!` }),
  },
  {
    what: 'a reference',
    request: 'references.resolve',
    size: 4_000,
    input: (size) => ({ text: `111111111111.dkr.ecr.${'a.'.repeat(size / 2 - 20)}` }),
  },
  {
    what: 'levels',
    request: 'settings.change',
    size: 1_000_000,
    input: (size) => times(size, () => 0).reduce<unknown>((inner) => [inner], []),
  },
  {
    what: 'values of nothing',
    request: 'storage.retry',
    size: 1_000_000,
    input: (size) => times(size, (at) => ({ at })),
  },
  { what: 'a name of no request', request: 'x', size: 10_000_000, input: (size) => '\u202E'.repeat(size) },
];

/** Milliseconds of this thread's CPU time for this many calls, without that of other programs. */
async function cpuTime(request: string, input: unknown, ports: AnswerPorts, calls: number): Promise<number> {
  const before = process.threadCpuUsage();
  for (let call = 0; call < calls; call += 1) {
    if (request === 'x') await answerRequest(input, undefined, ports);
    else await answerRequest(request, input, ports);
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

async function minCpuTime(
  request: string,
  input: unknown,
  ports: AnswerPorts,
  tries: number,
  calls: number,
): Promise<number> {
  let minimum = Infinity;
  for (let time = 0; time < tries; time += 1)
    minimum = Math.min(minimum, await cpuTime(request, input, ports, calls));
  return minimum;
}

export interface Growth {
  readonly what: string;
  /** Milliseconds of CPU time for the larger input. */
  readonly milliseconds: number;
  /** How many times the CPU time of an input of a tenth of the size. */
  readonly ratio: number;
}

/** Shorter times cannot be measured well and do not matter: they count as this. */
const shortest = 1;

/**
 * The growth of CPU time with a ten times larger input, for each of these; the best of some tries.
 *
 * @param part share of the full sizes.
 */
export async function measureGrowth(
  ports: AnswerPorts,
  tries: number,
  part: number,
): Promise<readonly Growth[]> {
  const measured: Growth[] = [];
  for (const { what, request, input, size: full } of growing) {
    const size = full * part;
    // Ten calls with a tenth make the same garbage as one call, so its collection counts on both sides.
    const small = (await minCpuTime(request, input(size / 10), ports, tries, 10)) / 10;
    const large = await minCpuTime(request, input(size), ports, tries, 1);
    measured.push({
      what: `${size.toLocaleString('en-US')} ${what}`,
      milliseconds: large,
      ratio: Math.max(large, shortest) / Math.max(small, shortest),
    });
  }
  return measured;
}
