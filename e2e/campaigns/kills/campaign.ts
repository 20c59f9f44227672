import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seedImage } from '../../../electron/testing/seed-image.ts';
import type { TwoRegistries } from '../../../electron/testing/two-registries.ts';
import { startTwoRegistries } from '../../../electron/testing/two-registries.ts';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { Campaign, CampaignRun } from '../core/campaign.ts';
import { atMost, exactly } from '../core/campaign.ts';
import type { Moment } from './kill-child.ts';
import { killChild, moments } from './kill-child.ts';
import { seededRandom } from '../../../electron/testing/random.ts';
import { readBack } from './read-back.ts';

/** Concurrent processes that are killed; each has its own folder. */
const workers = 4;
/** Milliseconds: a kill comes at any time of the step or early in the next one. */
const longestDelay = 30;
const layerSize = 40_000;

interface Tally {
  killed: number;
  acknowledged: number;
  /** Neither in the queue nor in the history. */
  lost: number;
  /** Both in the queue and in the history. */
  doubled: number;
  problems: number;
  leftovers: number;
  readonly byMoment: Record<Moment, number>;
}

async function setUp(): Promise<{ registries: TwoRegistries; request: ReplicationRequest }> {
  const registries = await startTwoRegistries();
  const names = { from: 'kills/source', to: 'kills/destination' };
  const seeded = await seedImage(
    registries.source.createRepository(names.from),
    [['small', layerSize]],
    ['v1'],
  );
  registries.ecr.network.shape = { latencyMs: 2 };
  const request = registries.request(names, [
    { digest: seeded.digest, sourceTags: ['v1'], destinationTags: ['v1'] },
  ]);
  return { registries, request };
}

async function killInTurn(
  folder: string,
  worker: number,
  request: ReplicationRequest,
  tally: Tally,
  { size, seed, report }: CampaignRun,
): Promise<void> {
  const random = seededRandom(seed * 1_000 + worker);
  const acknowledged = new Set<string>();
  for (let number = worker; number < size; number += workers) {
    const moment = moments[Math.floor(number / workers) % moments.length] ?? 'enqueue';
    const killed = await killChild({
      folder,
      request,
      prefix: `kills/destination-${worker}-${number}`,
      moment,
      occurrence: 1 + random.below(2),
      delay: random.next() * longestDelay,
      compileCache: join(folder, '..', 'compiled'),
    });
    for (const id of killed.acknowledged) acknowledged.add(id);
    const { queue, history, problems, leftovers } = await readBack(folder);
    const lost = [...acknowledged].filter((id) => !queue.has(id) && !history.has(id));
    const doubled = [...queue].filter((id) => history.has(id));
    if (lost.length > 0) report(`lost after a kill in ${moment}: ${lost.join(', ')}`);
    // A lost transfer is counted once.
    for (const id of lost) acknowledged.delete(id);
    tally.killed += 1;
    tally.byMoment[moment] += 1;
    tally.acknowledged += killed.acknowledged.length;
    tally.lost += lost.length;
    tally.doubled += doubled.length;
    tally.problems += problems;
    tally.leftovers += leftovers.length;
    if (leftovers.length > 0) report(`left after the restart: ${leftovers.join(', ')}`);
    if (tally.killed % 50 === 0) report(`${tally.killed} kills, ${tally.acknowledged} transfers`);
  }
}

/** Kills the copying process at every step of a transfer, and searches for each transfer after the restart. */
export const campaign: Campaign = {
  description: 'SIGKILL between enqueue, copy and record: every acknowledged transfer is in queue or history',
  fullSize: 1_000,
  sampleSize: 6,
  async run(options) {
    const folder = await mkdtemp(join(tmpdir(), 'kills-'));
    const { registries, request } = await setUp();
    const tally: Tally = {
      killed: 0,
      acknowledged: 0,
      lost: 0,
      doubled: 0,
      problems: 0,
      leftovers: 0,
      byMoment: { enqueue: 0, copy: 0, record: 0 },
    };
    try {
      await Promise.all(
        Array.from({ length: workers }, (_, worker) =>
          killInTurn(join(folder, `worker-${worker}`), worker, request, tally, options),
        ),
      );
    } finally {
      await registries.close();
      await rm(folder, { recursive: true, maxRetries: 5 });
    }
    const counts = Object.values(tally.byMoment);
    options.report(`${tally.acknowledged} transfers were acknowledged`);
    return [
      exactly('kills', options.size, tally.killed),
      exactly('transfers neither in queue nor in history', 0, tally.lost),
      exactly('transfers in both', 0, tally.doubled),
      exactly('restarts with a problem', 0, tally.problems),
      exactly('temporary files after the restart', 0, tally.leftovers),
      atMost('difference in kills between two steps', workers, Math.max(...counts) - Math.min(...counts)),
    ];
  },
};
