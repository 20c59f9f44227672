import type { ContenderName } from '../contenders/commands.ts';
import { commandOf } from '../contenders/commands.ts';
import type { ProcessCost, ProcessPlace } from '../contenders/run-measured.ts';
import { runMeasured } from '../contenders/run-measured.ts';
import type { Link } from '../network/link.ts';
import type { CallFigures } from '../processes/messages.ts';
import type { BenchRegistry } from '../registry/bench-registry.ts';
import type { BenchCase } from './cases.ts';
import type { BenchNetwork } from './networks.ts';
import { toLinkShape, toNetworkShape } from './networks.ts';

/** What the copies run in. */
export interface Bench {
  readonly registry: BenchRegistry;
  /** Undefined where namespaces are not available: the local ECR shapes the loopback instead. */
  readonly link: Link | undefined;
  /** A folder of the bench with AWS files. */
  readonly folder: string;
}

/** One copy with its cost; the median of several, each member on its own. */
export interface Run extends ProcessCost, Omit<CallFigures, 'kind'> {
  readonly repeated: number;
}

export type Outcome =
  | { readonly kind: 'copied'; readonly run: Run }
  | { readonly kind: 'failed'; readonly why: string };

const mostRepeats = 5;

/** Whether the network can be had here: without namespaces, nothing is lost on the way. */
export const canShape = ({ link }: Bench, network: BenchNetwork): boolean =>
  link !== undefined || network.link?.loss === undefined;

/** Sets the network. @returns where a client must run for it. */
export async function applyNetwork({ registry, link }: Bench, network: BenchNetwork): Promise<ProcessPlace> {
  if (!link) {
    await registry.shape(toNetworkShape(network));
    return { device: 'lo' };
  }
  await link.shape(toLinkShape(network));
  const { client, server } = link.namespaces;
  return network.link ? { namespace: client, device: 'tun0' } : { namespace: server, device: 'lo' };
}

let count = 0;

/** Copies once with each contender, one after another, into new repositories that are checked afterwards. */
async function* copyOnce(
  bench: Bench,
  { network, isThere }: BenchCase,
  from: string,
  images: Awaited<ReturnType<BenchRegistry['seed']>>,
  contenders: readonly ContenderName[],
): AsyncGenerator<readonly [ContenderName, Outcome]> {
  const { registry, folder } = bench;
  for (const contender of contenders) {
    count += 1;
    const repository = `${contender}-${count}/${from}`;
    try {
      await registry.prepare(repository, from, isThere);
      const place = await applyNetwork(bench, network);
      await registry.takeCalls();
      const { cost } = await runMeasured(
        commandOf(contender, registry, folder, { from, repository, images }),
        place,
      );
      const { kind: _, ...calls } = await registry.takeCalls();
      await registry.check(repository, from);
      yield [contender, { kind: 'copied', run: { ...cost, ...calls, repeated: 1 } }];
    } catch (error) {
      yield [contender, { kind: 'failed', why: error instanceof Error ? error.message : String(error) }];
    }
  }
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

function medianOf(runs: readonly Run[]): Run {
  const of = (member: keyof Run): number => median(runs.map((run) => run[member]));
  return {
    seconds: of('seconds'),
    cpuSeconds: of('cpuSeconds'),
    peakMemory: of('peakMemory'),
    wireBytes: of('wireBytes'),
    requests: of('requests'),
    roundTrips: of('roundTrips'),
    layerBytes: of('layerBytes'),
    registryCpu: of('registryCpu'),
    repeated: runs.length,
  };
}

/**
 * Copies with all contenders. Short copies are repeated, and the contenders take turns, so that other work on the machine
 * affects all of them.
 *
 * @param repeatSeconds no further round begins when those so far took longer, as the slowest contender would need alone.
 */
export async function runCase(
  bench: Bench,
  benchCase: BenchCase,
  contenders: readonly ContenderName[],
  repeatSeconds: number,
): Promise<ReadonlyMap<ContenderName, Outcome>> {
  const from = benchCase.name;
  const images = await bench.registry.seed(from, benchCase.images);
  const outcomes = new Map<ContenderName, Outcome[]>(contenders.map((contender) => [contender, []]));
  let longest = 0;
  for (let round = 0; round < mostRepeats && round * longest < repeatSeconds; round += 1) {
    for await (const [contender, outcome] of copyOnce(bench, benchCase, from, images, contenders)) {
      outcomes.get(contender)?.push(outcome);
      longest = Math.max(longest, outcome.kind === 'copied' ? outcome.run.seconds : repeatSeconds);
    }
  }
  return new Map(
    [...outcomes].map(([contender, all]) => {
      const failed = all.find(({ kind }) => kind === 'failed');
      const runs = all.flatMap((outcome) => (outcome.kind === 'copied' ? [outcome.run] : []));
      return [contender, failed ?? { kind: 'copied', run: medianOf(runs) }];
    }),
  );
}
