import { describeIdentity } from '../text/describe-identity.ts';
import { describePlanVolume } from '../text/describe-plan.ts';
import { describeEndedLayer, describeTotal } from './describe-progress.ts';
import type { CliContext } from '../terminal/context.ts';
import { printOutcome } from './closing-lines.ts';
import type { Reporter } from './reporter.ts';

/** Milliseconds between two lines that say no more than how far it is. */
const totalInterval = 10_000;

/** Plain lines, for logs: each layer and image when it has ended, and now and then how far it is. */
export function createLinesReporter(
  { stdout, stderr }: Pick<CliContext, 'stdout' | 'stderr'>,
  clock: () => number = () => performance.now(),
): Reporter {
  const say = (line: string): void => void stdout.write(`${line}\n`);
  let ended = new Set<string>();
  let totalSaidAt = clock();
  return {
    begin(plan) {
      ended = new Set();
      totalSaidAt = clock();
      for (const side of ['source', 'destination'] as const) say(describeIdentity(side, plan[side]));
      say(describePlanVolume(plan));
    },
    changed(_plan, transfer, { layers }) {
      for (const { digest } of layers) {
        const layer = transfer.layers[digest];
        const line = layer && !ended.has(digest) ? describeEndedLayer(layer) : undefined;
        if (line === undefined) continue;
        ended.add(digest);
        say(line);
      }
      if (clock() - totalSaidAt < totalInterval) return;
      totalSaidAt = clock();
      say(describeTotal(transfer));
    },
    end: (outcome, seconds) => printOutcome(outcome, seconds, { stdout, stderr }),
  };
}
