import { InfoLink } from '../../components/info-link.tsx';
import { useMemo } from 'react';
import { formatSpeed } from '../../../shared/format/bytes.ts';
import { findLargest } from '../../../shared/numbers/largest.ts';
import { useThroughput } from './api.ts';
import { describeMarks, markKinds, markLabels } from './throughput-marks.ts';
import { ThroughputPlot } from './throughput-plot.tsx';
import styles from './throughput.module.css';

interface Props {
  readonly isLive: boolean;
  /** The present speed of all transfers together: the samples are those of complete seconds. */
  readonly bytesPerSecond: number;
  /** The bandwidth limit of all transfers in bytes per second; undefined when unlimited. */
  readonly limit: number | undefined;
}

const average = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** The throughput of the last minutes over all transfers; renders nothing when there was none. */
export function ThroughputGraph({ isLive, bytesPerSecond, limit }: Props) {
  const { data } = useThroughput(isLive);
  const perSecond = useMemo(
    () => (data?.samples ?? []).map((bytes) => (bytes * 1000) / (data?.interval ?? 1000)),
    [data],
  );
  const peak = findLargest(perSecond, bytesPerSecond);
  if (!data || (!isLive && peak === 0)) return null;
  const now = formatSpeed(bytesPerSecond);
  const events = describeMarks(data.marks);
  const text = [
    `Throughput of the last 5 minutes: now ${now}, peak ${formatSpeed(peak)}, ${formatSpeed(average(perSecond))} on average.`,
    ...(events === '' ? [] : [`${events}.`]),
    ...(limit === undefined ? [] : [`Limited to ${formatSpeed(limit)}.`]),
  ].join(' ');

  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.now}>{now}</span>
        <span>peak {formatSpeed(peak)}</span>
        <InfoLink topic="transfers" section="throughput" about="the throughput" />
        {limit !== undefined && <span className={styles.limitText}>limited to {formatSpeed(limit)}</span>}
        {markKinds
          .filter((kind) => data.marks.some((mark) => mark.kind === kind))
          .map((kind) => (
            <span key={kind} className={styles.legend}>
              <svg className={styles.sign} viewBox="0 0 4 12" aria-hidden="true">
                <line className={styles[kind]} x1={2} x2={2} y1={0} y2={12} />
              </svg>
              {markLabels[kind]}
            </span>
          ))}
      </figcaption>
      <ThroughputPlot throughput={data} perSecond={perSecond} limit={limit} text={text} />
    </figure>
  );
}
