import { largestOf } from '../../../shared/numbers/largest.ts';
import { useMemo } from 'react';
import { formatSpeed } from '../../../shared/format/bytes.ts';
import { useThroughput } from './api.ts';
import { areaPath, graphSize, graphTop, heightOf } from './throughput-path.ts';
import styles from './throughput.module.css';

/** Five minutes, a sample a second: what the main process holds at most. */
const maxSamples = 300;
/** The speed "now" is that of so many samples. */
const recent = 3;

interface Props {
  readonly isLive: boolean;
  /** Bytes per second that all transfers together may read; no cap when undefined. */
  readonly cap: number | undefined;
}

const average = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** How fast bytes moved in the last minutes, over all transfers; nothing where none did. */
export function ThroughputGraph({ isLive, cap }: Props) {
  const { data } = useThroughput(isLive);
  const perSecond = useMemo(
    () => (data?.samples ?? []).map((bytes) => (bytes * 1000) / (data?.interval ?? 1000)),
    [data],
  );
  const most = largestOf(perSecond, 0);
  if (!isLive && most === 0) return null;
  const top = graphTop(perSecond, cap);
  const now = formatSpeed(average(perSecond.slice(-recent)));
  const limit = cap === undefined ? '' : ` Capped at ${formatSpeed(cap)}.`;
  const words = `Throughput of the last 5 minutes: now ${now}, at most ${formatSpeed(most)}, ${formatSpeed(average(perSecond))} on average.${limit}`;

  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.now}>{now}</span>
        <span>at most {formatSpeed(most)}</span>
        {cap !== undefined && <span className={styles.capWords}>capped at {formatSpeed(cap)}</span>}
      </figcaption>
      <div className={styles.plot}>
        <svg
          role="img"
          aria-label={words}
          className={styles.graph}
          viewBox={`0 0 ${graphSize.width} ${graphSize.height}`}
          preserveAspectRatio="none"
        >
          <path className={styles.area} d={areaPath(perSecond, top, maxSamples)} />
          {cap !== undefined && (
            <line
              className={styles.cap}
              x1={0}
              x2={graphSize.width}
              y1={heightOf(cap, top)}
              y2={heightOf(cap, top)}
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
