import type { PlannedImage, PlanWarning } from '../../../shared/models/plan.ts';
import type { KeptReferrer } from './kept-referrers.ts';

function* warn(
  kind: 'signatures-replaced' | 'signatures-kept',
  tags: readonly string[],
): Generator<PlanWarning> {
  const [tag, ...others] = new Set(tags);
  if (tag !== undefined) yield { kind, count: others.length + 1, tag };
}

/** What becomes of signatures and the like that the destination has already under the same tags. */
export function* signatureWarnings(
  images: readonly PlannedImage[],
  kept: readonly KeptReferrer[],
): Generator<PlanWarning> {
  const replaced = images.flatMap(({ referrers }) =>
    referrers.flatMap(({ tag }) => (tag?.kind === 'move' ? tag.tag : [])),
  );
  yield* warn('signatures-replaced', replaced);
  yield* warn(
    'signatures-kept',
    kept.map(({ tag }) => tag),
  );
}
