import type { BuildStep, LayerDescription } from '../../../shared/models/image-details.ts';
import type { HistoryLine } from './image-config.ts';

/**
 * Joins the lines of an image's history to its layers: every line that is not marked as empty made the next layer.
 * Where they do not come out even (squashed and trimmed images), layers without a line stand at the end, and lines
 * without a layer alone.
 */
export function buildSteps(
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
