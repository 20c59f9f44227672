import type { BuildStep, LayerDescription } from '../../../shared/models/image-details.ts';
import type { HistoryLine } from './image-config.ts';

/**
 * Joins the history of an image with its layers: each line that is not marked as empty made the next layer. When the
 * numbers differ (squashed and trimmed images), layers without a line follow at the end, and lines without a layer
 * have none.
 *
 * @see https://github.com/opencontainers/image-spec/blob/main/config.md
 */
export function joinBuildSteps(
  layers: readonly LayerDescription[],
  history: readonly HistoryLine[],
): readonly BuildStep[] {
  let next = 0;
  const steps = history.map(
    ({ created, created_by: createdBy, comment, empty_layer: isEmpty }): BuildStep => {
      const layer = isEmpty ? undefined : layers[next];
      if (!isEmpty) next += 1;
      return { createdBy, createdAt: created, comment, layer };
    },
  );
  return [...steps, ...layers.slice(next).map((layer) => ({ layer }))];
}
