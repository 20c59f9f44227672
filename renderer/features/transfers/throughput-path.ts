import { findLargest } from '../../../shared/numbers/largest.ts';

/** The size of the graph in its own units; it is stretched to the available space. */
export const graphSize = { width: 300, height: 48 } as const;

/** The maximum of the samples and the limit, so that both fit into the graph; at least 1. */
export const graphTop = (perSecond: readonly number[], limit: number | undefined): number =>
  findLargest(perSecond, Math.max(1, limit ?? 0));

/** The distance from the top of the graph, in its units. */
export const computeHeight = (bytesPerSecond: number, top: number): number =>
  Math.round((1 - bytesPerSecond / top) * graphSize.height * 100) / 100;

/** The area under the samples as an SVG path. The newest is at the right edge; `maxSamples` fill the width. */
export function areaPath(perSecond: readonly number[], top: number, maxSamples: number): string {
  if (perSecond.length === 0) return '';
  const step = graphSize.width / Math.max(1, maxSamples - 1);
  const computeX = (index: number): number =>
    Math.round((graphSize.width - (perSecond.length - 1 - index) * step) * 100) / 100;
  const points = perSecond.map((bytes, index) => `L${computeX(index)} ${computeHeight(bytes, top)}`);
  return `M${computeX(0)} ${graphSize.height}${points.join('')}L${graphSize.width} ${graphSize.height}Z`;
}
