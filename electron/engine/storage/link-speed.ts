import type { HistorySummary } from '../../../shared/models/history.ts';
import type { Link, MeasuredSpeed } from '../../../shared/models/plan-estimate.ts';
import { minMeasuredBytes } from '../../../shared/models/plan-estimate.ts';
import { createSingleFlight } from '../async/single-flight.ts';
import type { History } from './history.ts';

/** Transfers of which the speed is the median. */
const maxTransfers = 5;
/** Entries of a link that are looked at, the latest first. */
const maxEntries = 50;
/** Milliseconds; a shorter duration is not precise. */
const minDuration = 500;

const isSameRegistry = (
  { registryId, region }: Link['source'],
  other: { readonly registryId: string; readonly region: string },
): boolean => other.registryId === registryId && other.region === region;

const isMeasured = ({ bytes, duration }: HistorySummary): boolean =>
  bytes.transferred >= minMeasuredBytes && duration >= minDuration;

/** Entries of earlier versions do not have the upload method. */
const isOfMethod = ({ planned }: HistorySummary, { uploadMethod }: Link): boolean =>
  planned?.uploadMethod === undefined || planned.uploadMethod === uploadMethod;

const toSpeed = ({ bytes, duration }: HistorySummary): number =>
  Math.round(bytes.transferred / (duration / 1000));

/** The middle one, which a single transfer that was paused for hours does not change. */
const median = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/**
 * Measures a link by the latest finished transfers with enough bytes. The duration of a transfer includes its pauses and
 * its verification, so the result is what a transfer can be expected to reach.
 *
 * @returns undefined when no such transfer is in the history.
 * @throws EngineError `storage` when the history cannot be read.
 */
export async function measureLink(
  history: Pick<History, 'search'>,
  link: Link,
): Promise<MeasuredSpeed | undefined> {
  const { source, destination } = link;
  const text = [source.registryId, source.region, destination.registryId, destination.region].join(' ');
  const { entries } = await history.search(
    { text, results: ['verified', 'copied'] },
    { offset: 0, limit: maxEntries },
  );
  const speeds = entries
    .filter(
      (entry) =>
        isSameRegistry(source, entry.source) &&
        isSameRegistry(destination, entry.destination) &&
        isOfMethod(entry, link) &&
        isMeasured(entry),
    )
    .slice(0, maxTransfers)
    .map(toSpeed);
  const bytesPerSecond = median(speeds);
  return bytesPerSecond === undefined ? undefined : { bytesPerSecond, transfers: speeds.length };
}

/**
 * Measures links for many transfers that start together: each link is measured once at a time. An error counts as no
 * measurement.
 */
export function createLinkMeter(
  history: Pick<History, 'search'>,
): (link: Link) => Promise<MeasuredSpeed | undefined> {
  const shareMeasurement = createSingleFlight<MeasuredSpeed | undefined>();
  return (link) =>
    shareMeasurement(JSON.stringify(link), () => measureLink(history, link).catch(() => undefined));
}
