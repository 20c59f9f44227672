import { styleText } from 'node:util';
import { printableLine } from '../../../shared/text/printable.ts';
import type { CliContext, Output } from '../terminal/context.ts';
import { describeIdentity } from '../text/describe-identity.ts';
import { describePlanVolume } from '../text/describe-plan.ts';
import { describeEndedLayer } from './describe-progress.ts';
import { printOutcome } from './closing-lines.ts';
import { progressFrame } from './progress-frame.ts';
import { createRedrawnLines } from './redraw-lines.ts';
import type { Reporter } from './reporter.ts';

const frameSize = ({ columns = 80, rows = 24 }: Output) => ({ columns, rows });

/** A bar for each layer in progress, redrawn in place; what has ended stays above. */
export function createBarsReporter({ stdout, stderr }: Pick<CliContext, 'stdout' | 'stderr'>): Reporter {
  const lines = createRedrawnLines(stdout);
  const colored = stdout.hasColors?.() ?? false;
  const dim = (line: string): string => (colored ? styleText('dim', line, { validateStream: false }) : line);
  let ended = new Set<string>();

  return {
    begin(plan) {
      ended = new Set();
      const identities = (['source', 'destination'] as const).map((side) =>
        describeIdentity(side, plan[side]),
      );
      lines.draw([], [...identities, describePlanVolume(plan)].map(printableLine));
    },
    changed(_plan, transfer, { layers }) {
      const finished = layers.flatMap(({ digest }) => {
        const layer = transfer.layers[digest];
        const line = layer && !ended.has(digest) ? describeEndedLayer(layer) : undefined;
        if (line === undefined) return [];
        ended.add(digest);
        return [dim(printableLine(line))];
      });
      lines.draw(progressFrame(transfer, frameSize(stdout)).map(printableLine), finished);
    },
    end(outcome, seconds) {
      lines.clear();
      printOutcome(outcome, seconds, { stdout, stderr });
    },
  };
}
