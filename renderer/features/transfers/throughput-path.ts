import { largestOf } from '../../../shared/numbers/largest.ts';

/** How large the graph is drawn, in units of its own; it is stretched to the room that there is. */
export const graphSize = { width: 300, height: 48 } as const;

/** The highest of the samples and the cap, so that both are in the graph; never 0. */
export const graphTop = (perSecond: readonly number[], cap: number | undefined): number =>
  largestOf(perSecond, Math.max(1, cap ?? 0));

/** From the top of the graph, in its units. */
export const heightOf = (bytesPerSecond: number, top: number): number =>
  Math.round((1 - bytesPerSecond / top) * graphSize.height * 100) / 100;

/** The area under the samples as an SVG path. The newest lies at the right edge, `most` samples fill the width. */
export function areaPath(perSecond: readonly number[], top: number, most: number): string {
  if (perSecond.length === 0) return '';
  const step = graphSize.width / Math.max(1, most - 1);
  const xOf = (index: number): number =>
    Math.round((graphSize.width - (perSecond.length - 1 - index) * step) * 100) / 100;
  const points = perSecond.map((bytes, index) => `L${xOf(index)} ${heightOf(bytes, top)}`);
  return `M${xOf(0)} ${graphSize.height}${points.join('')}L${graphSize.width} ${graphSize.height}Z`;
}
