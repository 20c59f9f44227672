import { formatSpeed } from '../../../shared/format/bytes.ts';
import { formatClock, formatTime } from '../../../shared/format/dates.ts';
import type { Throughput, ThroughputMark } from '../../../shared/models/throughput.ts';
import { describeMarks } from './throughput-marks.ts';
import {
  areaPath,
  computeHeight,
  computePosition,
  createSpeedAxis,
  formatRoundSpeed,
  graphSize,
  listTimeTicks,
} from './throughput-scale.ts';
import styles from './throughput.module.css';
import { useGraphCursor } from './use-graph-cursor.ts';

interface Props {
  readonly throughput: Throughput;
  /** Bytes per second of each sample. */
  readonly perSecond: readonly number[];
  /** Bytes per second; undefined when unlimited. */
  readonly limit: number | undefined;
  /** The whole graph as text. */
  readonly text: string;
}

/** The share of the width beyond which the label of a time is cut off. */
const lastLabel = 0.94;

const percent = (part: number): string => `${part * 100}%`;

/** The graph with its axes and marks. The pointer or the arrow keys choose a second, whose values a tooltip shows. */
export function ThroughputPlot({ throughput, perSecond, limit, text }: Props) {
  const { end, interval, marks } = throughput;
  const { age, handlers } = useGraphCursor(perSecond.length);
  const { top, ticks } = createSpeedAxis(perSecond, limit);
  const timeOf = (samples: number): number => end - samples * interval;
  const describeSample = (samples: number): string => {
    const speed = formatSpeed(perSecond.at(-1 - samples) ?? 0);
    const here = describeMarks(marks.filter(({ at }) => at === timeOf(samples)));
    return [formatClock(timeOf(samples)), speed, ...(here === '' ? [] : [here])].join(', ');
  };

  return (
    <div className={styles.plot}>
      <div className={styles.speeds} aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ insetBlockStart: percent(1 - tick / top) }}>
            {formatRoundSpeed(tick)}
          </span>
        ))}
      </div>
      <div className={styles.field}>
        <svg
          role="img"
          aria-label={text}
          className={styles.graph}
          viewBox={`0 0 ${graphSize.width} ${graphSize.height}`}
          preserveAspectRatio="none"
        >
          {ticks.map((tick) => (
            <HorizontalLine key={tick} className={styles.grid} y={computeHeight(tick, top)} />
          ))}
          <path className={styles.area} d={areaPath(perSecond, top)} />
          {limit !== undefined && <HorizontalLine className={styles.limit} y={computeHeight(limit, top)} />}
          {marks.map((mark) => (
            <Mark key={`${mark.kind} ${mark.at}`} mark={mark} age={(end - mark.at) / interval} />
          ))}
        </svg>
        {age !== undefined && (
          <div className={styles.cursor} style={{ insetInlineStart: percent(computePosition(age)) }} />
        )}
        <div
          className={styles.pointer}
          role="slider"
          tabIndex={0}
          aria-label="Throughput at a time"
          aria-orientation="horizontal"
          aria-valuemin={0}
          aria-valuemax={Math.max(0, perSecond.length - 1)}
          aria-valuenow={Math.max(0, perSecond.length - 1 - (age ?? 0))}
          aria-valuetext={describeSample(age ?? 0)}
          {...handlers}
        />
        {age !== undefined && (
          <div
            className={`${styles.tooltip} ${computePosition(age) > 0.5 ? styles.before : styles.after}`}
            style={{ insetInlineStart: percent(computePosition(age)) }}
            aria-hidden="true"
          >
            {describeSample(age)}
          </div>
        )}
      </div>
      <div className={styles.times} aria-hidden="true">
        {listTimeTicks(end, interval)
          .filter(({ position }) => position <= lastLabel)
          .map(({ time, position }) => (
            <span key={time} style={{ insetInlineStart: percent(position) }}>
              {formatTime(time)}
            </span>
          ))}
      </div>
    </div>
  );
}

const HorizontalLine = ({ className, y }: { readonly className: string | undefined; readonly y: number }) => (
  <line className={className} x1={0} x2={graphSize.width} y1={y} y2={y} />
);

function Mark({ mark, age }: { readonly mark: ThroughputMark; readonly age: number }) {
  const x = computePosition(age) * graphSize.width;
  return <line className={styles[mark.kind]} x1={x} x2={x} y1={0} y2={graphSize.height} />;
}
