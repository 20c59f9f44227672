import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { AccountProtection } from '../../../shared/models/account.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { assertSourceUnprotected } from '../account-protection/account-protection.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { ecrApi } from '../ecr/operations.ts';
import { readStoredImages } from '../ecr/stored-images.ts';
import { archivedFailure, isDigest } from '../image-graph/image-unavailable.ts';
import type { PreparedPlan } from './plan-store.ts';

/** Calls to UpdateImageStorageClass that run at once. */
const maxParallelCalls = 8;

/** Milliseconds between two checks of images that ECR is restoring, which takes minutes. */
const defaultInterval = 15_000;

/** Collects the archived manifests at the source that block images of a plan, by digest or tag; each once. */
export const collectArchived = ({ images }: Pick<Plan, 'images'>): readonly string[] => [
  ...new Set(images.flatMap(({ archived }) => archived)),
];

/** Collects the manifests that block images of a plan and that ECR is restoring; each once. */
export const collectRestoring = ({ images }: Pick<Plan, 'images'>): readonly string[] => [
  ...new Set(images.flatMap(({ restoring }) => restoring)),
];

/**
 * Starts to restore archived images. They can be read when their status is ACTIVE, after minutes.
 *
 * @param archived digests or tags.
 * @throws EngineError for the first image that ECR does not restore, after all calls have finished: `access-denied`
 *   without ecr:UpdateImageStorageClass, or `image-unavailable`.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UpdateImageStorageClass.html
 */
export async function startRestore(
  { registry, name: repositoryName }: RepositoryHandle,
  archived: readonly string[],
  signal?: AbortSignal,
): Promise<void> {
  const restoreImage = (digestOrTag: string) => {
    const imageId = isDigest(digestOrTag) ? { imageDigest: digestOrTag } : { imageTag: digestOrTag };
    const input = { repositoryName, imageId, targetStorageClass: 'STANDARD' as const };
    return ecrApi.updateImageStorageClass(registry, input, signal);
  };
  const limit = pLimit(maxParallelCalls);
  const calls = await Promise.allSettled(archived.map((each) => limit(() => restoreImage(each))));
  const failed = calls.find((call) => call.status === 'rejected');
  if (failed) throw failed.reason;
}

/**
 * Starts to restore the archived images that block images of a plan.
 *
 * @throws EngineError `account-protected` when the source's account is protected, before any call; else as `startRestore`.
 */
export async function restoreForPlan(
  { plan, inputs }: PreparedPlan,
  protection: AccountProtection,
): Promise<void> {
  assertSourceUnprotected(plan.source.registryId, protection);
  await startRestore(inputs.source.handle, collectArchived(plan));
}

/**
 * Resolves when none of these images is archived or being restored any more. There is no time limit.
 *
 * @param restoring digests or tags.
 * @param options.interval milliseconds between two checks.
 * @throws EngineError when the repository cannot be read; the reason of the signal when it is aborted.
 */
export async function waitUntilRestored(
  source: RepositoryHandle,
  restoring: readonly string[],
  { signal, interval = defaultInterval }: { readonly signal?: AbortSignal; readonly interval?: number } = {},
): Promise<void> {
  const requested = {
    digests: restoring.filter(isDigest),
    tags: restoring.filter((each) => !isDigest(each)),
  };
  for (;;) {
    const { unreadable } = await readStoredImages(source, requested, signal);
    if (![...unreadable.values()].includes(archivedFailure)) return;
    await delay(interval, undefined, signal ? { signal } : {});
  }
}
