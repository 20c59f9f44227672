import { availableParallelism } from 'node:os';
import type { Campaign, CampaignFigure } from '../core/campaign.ts';
import { exactly } from '../core/campaign.ts';
import { allCalls, allPaths } from './error-paths.ts';
import { profileNames } from './profile-kinds.ts';
import { runShard } from './run-shard.ts';
import { addTallies, noTally } from './tally.ts';
import { tryCalls } from './try-calls.ts';

/** How often a full run tries each error path. */
const triesOfPath = 200;

/** A session waits for seconds, as the app and the AWS SDK do; other sessions run in the meantime. */
const processesOfCore = 6;

/** Minimum number of runs for which a process is started. */
const minOfProcess = 2 * allCalls.length;

export const campaign: Campaign = {
  description:
    'no secret of any credential, proxy, sign-in, registry or layer address leaves the process, whatever servers say back',
  fullSize: allCalls.length * triesOfPath,
  sampleSize: 3,
  async run({ size, seed, report }) {
    const shards = Math.max(
      1,
      Math.min(processesOfCore * availableParallelism(), Math.floor(size / minOfProcess)),
    );
    const processes = Math.min(profileNames.length, Math.floor(size / 12));
    // Whole sessions, so that each call is tried equally often. The last process does what remains.
    const sessions = Math.floor(size / allCalls.length);
    const begin = (index: number): number =>
      index === shards ? size : Math.floor((index * sessions) / shards) * allCalls.length;
    const parts = Array.from({ length: shards }, (_, index) => ({
      size: begin(index + 1) - begin(index),
      seed: seed + index,
      processes: index === 0 ? processes : 0,
    }));
    const tallies = await Promise.all(
      parts.map((part) => (shards === 1 ? tryCalls({ ...part, report }) : runShard({ ...part, report }))),
    );
    const tally = tallies.reduce(addTallies, noTally);
    const counts = allPaths.map((path) => tally.tried[path] ?? 0);
    const fewest = Math.min(...counts);
    for (const path of allPaths) if ((tally.tried[path] ?? 0) < sessions) report(`not reached: ${path}`);
    const figures: readonly CampaignFigure[] = [
      exactly(
        `outputs with a secret in ${size} runs of the window, ${tally.commands} commands and ${tally.processes} processes (${allPaths.length} error paths)`,
        0,
        Object.values(tally.leaks).reduce((sum, count) => sum + count, 0),
      ),
      exactly('requests with credentials to a foreign host', 0, tally.toForeign),
      {
        name: 'tries of each error path',
        demanded: `≥ ${sessions}`,
        found: String(fewest),
        isWithinLimit: fewest >= sessions,
      },
      {
        name: 'secrets that came by',
        demanded: '≥ 5',
        found: String(tally.secrets),
        isWithinLimit: tally.secrets >= 5,
      },
    ];
    return figures;
  },
};
