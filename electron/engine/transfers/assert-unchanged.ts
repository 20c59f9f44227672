import { countPuts } from '../../../shared/models/plan-estimate.ts';
import type { Side } from '../../../shared/result.ts';
import { digestsOfTags } from '../ecr/get-manifests.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { PreparedPlan } from '../plans/plans.ts';
import type { RepositoryHandle } from '../replication/repository-handle.ts';

const changedSince = (tag: string, side: Side): EngineError =>
  new EngineError({
    code: 'plan-outdated',
    message: `Tag ${tag} changed at the ${side} since the plan was made. Nothing was written; look at the plan again.`,
    side,
    retryable: false,
    action: 'plan-again',
  });

async function assertTags(
  { registry, name }: RepositoryHandle,
  planned: ReadonlyMap<string, string>,
  tags: readonly string[],
  side: Side,
  signal: AbortSignal,
): Promise<void> {
  const current = await digestsOfTags(registry, name, tags, signal);
  const changed = tags.find((tag) => current.get(tag) !== planned.get(tag));
  if (changed !== undefined) throw changedSince(changed, side);
}

/**
 * Notices when the world is another one than the plan was made for: a tag at either side points elsewhere, or a
 * repository is gone. A plan that writes nothing cannot do harm and is not held up.
 *
 * @throws EngineError `plan-outdated` or `repository-not-found`, before anything is written.
 */
export async function assertUnchanged({ plan, gathered }: PreparedPlan, signal: AbortSignal): Promise<void> {
  if (countPuts(plan.images) === 0) return;
  const { source, destination, sourceTags } = gathered;
  const picked = plan.request.images.flatMap((image) => image.sourceTags);
  const wanted = plan.images.flatMap(({ tags, referrers }) => [
    ...tags.map(({ tag }) => tag),
    ...referrers.flatMap(({ tag }) => tag?.tag ?? []),
  ]);
  await Promise.all([
    assertTags(source.handle, sourceTags, picked, 'source', signal),
    destination.repository && assertTags(destination.handle, destination.tags, wanted, 'destination', signal),
  ]);
}
