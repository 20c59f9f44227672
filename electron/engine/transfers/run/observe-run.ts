import type { Plan } from '../../../../shared/models/plan.ts';
import type { LogLine } from '../progress/describe-event.ts';
import { describeBeginning, describeImageState, describeState } from '../progress/describe-event.ts';
import type { EventLog } from '../progress/event-log.ts';
import type { ThroughputMeter } from '../progress/throughput-meter.ts';
import type { ProgressObserver } from '../progress/transfer-progress.ts';

interface ObserverParts {
  readonly plan: Plan;
  readonly log: EventLog;
  readonly meters: readonly ThroughputMeter[];
  readonly begunAt: () => number | undefined;
}

/** Writes the log of a run and counts its bytes. */
export function observeRun({ plan, log, meters, begunAt }: ObserverParts): ProgressObserver {
  const write = (line: LogLine | undefined): void => {
    if (line) log.add(line.level, line.text);
  };
  return {
    begun: () => write(describeBeginning(plan)),
    bytesMoved(bytes, now) {
      for (const meter of meters) meter.add(bytes, now);
    },
    imageChanged(index, state) {
      const image = plan.images[index];
      if (image) write(describeImageState(image, state));
    },
    stateChanged: (state) => write(describeState(state, begunAt())),
  };
}
