import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Plan } from '../../../shared/models/plan.ts';
import { readStoredImages } from '../ecr/get-manifests.ts';
import { restoreImage } from '../ecr/restore-image.ts';
import { archivedFailure } from '../image-graph/image-unavailable.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';

/** Calls to UpdateImageStorageClass at once. */
const parallelCalls = 8;

/** Milliseconds from one look at images that are being restored to the next: ECR takes minutes. */
const defaultInterval = 15_000;

/** The archived manifests at the source that block images of a plan, by digest or tag; each once. */
export const collectArchived = ({ images }: Pick<Plan, 'images'>): readonly string[] => [
  ...new Set(images.flatMap(({ archived }) => archived)),
];

/** Those that ECR restores already. */
export const collectRestoring = ({ images }: Pick<Plan, 'images'>): readonly string[] => [
  ...new Set(images.flatMap(({ restoring }) => restoring)),
];

/**
 * Makes ECR begin to restore what is archived at the source.
 *
 * @param archived by digest or tag.
 * @throws EngineError why the first of them is not restored; the others may be all the same.
 */
export async function startRestore(
  { registry, name }: RepositoryHandle,
  archived: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const limit = pLimit(parallelCalls);
  const calls = await Promise.allSettled(
    archived.map((each) => limit(() => restoreImage(registry, name, each, signal))),
  );
  const failed = calls.find((call) => call.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * Resolves when none of these is archived or being restored any more. However long ECR takes is waited for.
 *
 * @param interval milliseconds from one look to the next.
 * @throws EngineError when the repository cannot be read; the signal's reason when it is aborted.
 */
export async function waitUntilRestored(
  { registry, name }: RepositoryHandle,
  restoring: readonly string[],
  { signal, interval = defaultInterval }: { readonly signal?: AbortSignal; readonly interval?: number } = {},
): Promise<void> {
  const wanted = {
    digests: restoring.filter((each) => each.includes(':')),
    tags: restoring.filter((each) => !each.includes(':')),
  };
  for (;;) {
    const { unreadable } = await readStoredImages(registry, name, wanted, signal);
    if (![...unreadable.values()].includes(archivedFailure)) return;
    await delay(interval, undefined, signal ? { signal } : {});
  }
}
