import { findLargest } from '../../../shared/numbers/largest.ts';
import { useMemo } from 'react';
import { formatSpeed } from '../../../shared/format/bytes.ts';
import { useThroughput } from './api.ts';
import { areaPath, graphSize, graphTop, computeHeight } from './throughput-path.ts';
import styles from './throughput.module.css';

/** Five minutes with one sample per second: the maximum that the main process stores. */
const maxSamples = 300;
/** The number of samples in the current speed. */
const recent = 3;

interface Props {
  readonly isLive: boolean;
  /** The bandwidth limit of all transfers in bytes per second; undefined when unlimited. */
  readonly limit: number | undefined;
}

const average = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** The throughput of the last minutes over all transfers; renders nothing when there was none. */
export function ThroughputGraph({ isLive, limit }: Props) {
  const { data } = useThroughput(isLive);
  const perSecond = useMemo(
    () => (data?.samples ?? []).map((bytes) => (bytes * 1000) / (data?.interval ?? 1000)),
    [data],
  );
  const peak = findLargest(perSecond, 0);
  if (!isLive && peak === 0) return null;
  const top = graphTop(perSecond, limit);
  const now = formatSpeed(average(perSecond.slice(-recent)));
  const limitText = limit === undefined ? '' : ` Limited to ${formatSpeed(limit)}.`;
  const text = `Throughput of the last 5 minutes: now ${now}, peak ${formatSpeed(peak)}, ${formatSpeed(average(perSecond))} on average.${limitText}`;

  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.now}>{now}</span>
        <span>peak {formatSpeed(peak)}</span>
        {limit !== undefined && <span className={styles.limitText}>limited to {formatSpeed(limit)}</span>}
      </figcaption>
      <div className={styles.plot}>
        <svg
          role="img"
          aria-label={text}
          className={styles.graph}
          viewBox={`0 0 ${graphSize.width} ${graphSize.height}`}
          preserveAspectRatio="none"
        >
          <path className={styles.area} d={areaPath(perSecond, top, maxSamples)} />
          {limit !== undefined && (
            <line
              className={styles.limit}
              x1={0}
              x2={graphSize.width}
              y1={computeHeight(limit, top)}
              y2={computeHeight(limit, top)}
            />
          )}
        </svg>
        <div className={styles.axis} aria-hidden="true">
          <span>5 minutes ago</span>
          <span>now</span>
        </div>
      </div>
    </figure>
  );
}
