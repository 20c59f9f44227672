import { formatSpeed } from '../../../shared/format/bytes.ts';
import { findLargest } from '../../../shared/numbers/largest.ts';

/** The size of the graph in its own units; it is stretched to the available space. */
export const graphSize = { width: 300, height: 48 } as const;

/** Five minutes with one sample per second: the maximum that the main process stores. */
export const maxSamples = 300;

/** The least value at the top of the vertical axis, so that an idle graph has an axis too. */
const minTop = 1_000;
/** The number of spaces between the lines of the vertical axis. */
const maxSpaces = 4;
const roundSteps = [1, 2, 5, 10] as const;
const minute = 60_000;

/** The vertical axis in bytes per second: round numbers from 0 to `top`. */
export interface SpeedAxis {
  readonly top: number;
  readonly ticks: readonly number[];
}

/** The axis on which all samples and the limit fit, with a line at each 1, 2 or 5 times a power of ten. */
export function createSpeedAxis(perSecond: readonly number[], limit: number | undefined): SpeedAxis {
  const largest = findLargest(perSecond, Math.max(minTop, limit ?? 0));
  const power = 10 ** Math.floor(Math.log10(largest / maxSpaces));
  const step = power * (roundSteps.find((each) => largest / (each * power) <= maxSpaces) ?? 10);
  const spaces = Math.max(1, Math.ceil(largest / step));
  return {
    top: spaces * step,
    ticks: Array.from({ length: spaces + 1 }, (_, index) => index * step),
  };
}

/** `5 MB/s`: a round speed without decimals. */
export const formatRoundSpeed = (bytesPerSecond: number): string =>
  formatSpeed(bytesPerSecond).replace(/\.0(?= )/, '');

/** The distance from the top of the graph, in its units. */
export const computeHeight = (bytesPerSecond: number, top: number): number =>
  Math.round((1 - bytesPerSecond / top) * graphSize.height * 100) / 100;

/** The distance from the left edge, from 0 to 1, of a sample that is this many samples before the newest. */
export const computePosition = (age: number): number => 1 - age / (maxSamples - 1);

const computeX = (age: number): number => Math.round(computePosition(age) * graphSize.width * 100) / 100;

/** The area under the samples as an SVG path. The newest is at the right edge. */
export function areaPath(perSecond: readonly number[], top: number): string {
  if (perSecond.length === 0) return '';
  const newest = perSecond.length - 1;
  const points = perSecond.map((bytes, index) => `L${computeX(newest - index)} ${computeHeight(bytes, top)}`);
  return `M${computeX(newest)} ${graphSize.height}${points.join('')}L${graphSize.width} ${graphSize.height}Z`;
}

/** A place on the horizontal axis. */
export interface TimeTick {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** From 0 at the left edge to 1. */
  readonly position: number;
}

/** The whole minutes of the graph. @param end the time at its right edge. @param interval the length of a sample. */
export function listTimeTicks(end: number, interval: number): readonly TimeTick[] {
  const start = end - (maxSamples - 1) * interval;
  const first = Math.ceil(start / minute) * minute;
  const count = Math.max(0, Math.floor((end - first) / minute) + 1);
  return Array.from({ length: count }, (_, index) => {
    const time = first + index * minute;
    return { time, position: computePosition((end - time) / interval) };
  });
}
