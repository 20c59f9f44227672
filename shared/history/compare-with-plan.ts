import { formatBytes } from '../format/bytes.ts';
import { formatNumber } from '../format/counts.ts';
import { formatDuration, formatElapsed } from '../format/duration.ts';
import type { HistoryEntry, PlannedNumbers } from '../models/history.ts';

/** One number of a plan beside what happened. */
export interface PlannedAndActual {
  readonly name: 'Images' | 'Tags' | 'Transferred' | 'Duration';
  readonly planned: string;
  readonly actual: string;
  /** `2 fewer`; undefined when there is no difference worth a look. */
  readonly difference?: string | undefined;
}

/** The planned duration where no earlier transfer had measured the route. */
export const notEstimated = 'Not estimated';

type Entry = Pick<HistoryEntry, 'images' | 'bytes' | 'duration'>;

const isAtDestination = ({ outcome: { kind } }: HistoryEntry['images'][number]): boolean =>
  kind === 'verified' || kind === 'copied' || kind === 'already-at-destination';

function countDifference(planned: number, actual: number): string | undefined {
  if (planned === actual) return undefined;
  const count = formatNumber(Math.abs(actual - planned));
  return actual < planned ? `${count} fewer` : `${count} more`;
}

function byteDifference(planned: number, actual: number): string | undefined {
  if (planned === actual) return undefined;
  const size = formatBytes(Math.abs(actual - planned));
  return actual < planned ? `${size} less: not sent, mounted or present by then` : `${size} more`;
}

/** An estimate is not exact: only a duration of more than half as long again, or of less than two thirds, counts. */
function timeDifference(planned: number, actual: number): string | undefined {
  const time = formatDuration(Math.abs(actual - planned));
  if (Math.abs(actual - planned) < 2) return undefined;
  if (actual > planned * 1.5) return `${time} longer`;
  return actual < planned / 1.5 ? `${time} shorter` : undefined;
}

/** Compares the numbers of a plan with what happened. Times are seconds in the plan, milliseconds in the entry. */
export function compareWithPlan(
  planned: PlannedNumbers,
  { images, bytes, duration }: Entry,
): readonly PlannedAndActual[] {
  const copied = images.filter(isAtDestination).length;
  const tags = images.reduce((sum, { destinationTags }) => sum + destinationTags.length, 0);
  const seconds = duration / 1000;
  const row = (
    name: PlannedAndActual['name'],
    plannedText: string,
    actual: string,
    difference: string | undefined,
  ): PlannedAndActual => ({ name, planned: plannedText, actual, difference });
  return [
    row(
      'Images',
      formatNumber(planned.images),
      formatNumber(copied),
      countDifference(planned.images, copied),
    ),
    row('Tags', formatNumber(planned.tags), formatNumber(tags), countDifference(planned.tags, tags)),
    row(
      'Transferred',
      formatBytes(planned.bytes),
      formatBytes(bytes.transferred),
      byteDifference(planned.bytes, bytes.transferred),
    ),
    row(
      'Duration',
      planned.seconds === undefined ? notEstimated : `About ${formatDuration(Math.max(1, planned.seconds))}`,
      formatElapsed(seconds),
      planned.seconds === undefined ? undefined : timeDifference(planned.seconds, seconds),
    ),
  ];
}
