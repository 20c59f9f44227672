import { rejectOnAbort } from '../../async/abort.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';
import { hasCode } from '../../errors/engine-error.ts';
import type { PauseSignal } from '../../replication/scheduler/pause-controller.ts';

/** The transfer that needs a repository. */
interface Creator {
  /** On the clock of `performance.now`: when its plan began to read, which found that the repository is missing. */
  readonly plannedAt: number;
  readonly pauseSignal: PauseSignal;
  readonly signal: AbortSignal;
}

/** Creates each missing repository once, although several plans may have found that it is missing. */
export interface RepositoryCreation {
  /**
   * Calls `create`, unless another transfer has created the repository since the plan. A transfer that is creating the
   * repository is awaited, except while it is paused.
   *
   * @returns whether `create` created the repository.
   * @throws what `create` throws, or the signal's reason as soon as it is aborted.
   */
  createOnce(repository: RepositoryHandle, creator: Creator, create: () => Promise<void>): Promise<boolean>;
}

/** Resolves when the creation has ended or is paused. */
async function waitUntilEndedOrPaused(creation: Promise<void>, pauseSignal: PauseSignal): Promise<void> {
  const { promise: paused, resolve } = Promise.withResolvers<void>();
  const stopListening = pauseSignal.onPause(resolve);
  if (pauseSignal.isPaused) resolve();
  await Promise.race([creation.catch(() => undefined), paused]);
  stopListening();
}

/** Creates the record of repositories, which knows of none. */
export function createRepositoryCreation(): RepositoryCreation {
  /** When each repository was created, by its key: on the monotonic clock, because a computer's clock can be set back. */
  const createdAt = new Map<string, number>();
  const pending = new Map<string, Promise<void>>();

  return {
    async createOnce(repository, { plannedAt, pauseSignal, signal }, create) {
      const key = repositoryKey(repository);
      const isCreatedSince = (): boolean => (createdAt.get(key) ?? -Infinity) >= plannedAt;
      for (let other = pending.get(key); other; other = pending.get(key)) await rejectOnAbort(other, signal);
      if (isCreatedSince()) return false;
      const creation = create();
      // A transfer that waits tries to create the repository itself when this attempt fails or is paused.
      const attempt = waitUntilEndedOrPaused(creation, pauseSignal).finally(() => {
        if (pending.get(key) === attempt) pending.delete(key);
      });
      pending.set(key, attempt);
      try {
        await creation;
      } catch (error) {
        // Another transfer did while this one was paused.
        if (hasCode(error, 'repository-exists') && isCreatedSince()) return false;
        throw error;
      }
      createdAt.set(key, performance.now());
      return true;
    },
  };
}
