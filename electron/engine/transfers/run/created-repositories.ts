import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';

/** Repositories that transfers have created: several plans may go into one that none of them found there. */
export interface CreatedRepositories {
  /**
   * Does the work, unless a transfer has created the repository since that moment.
   *
   * @param plannedAt milliseconds since 1970: when the plan found that there was none.
   * @returns whether the work was done.
   */
  create(repository: RepositoryHandle, plannedAt: number, work: () => Promise<void>): Promise<boolean>;
}

export function createdRepositories(clock: () => number): CreatedRepositories {
  /** When each was created. */
  const created = new Map<string, number>();
  const pending = new Map<string, Promise<void>>();

  return {
    async create(repository, plannedAt, work) {
      const key = repositoryKey(repository);
      for (let other = pending.get(key); other; other = pending.get(key)) await other;
      if ((created.get(key) ?? -Infinity) >= plannedAt) return false;
      const mine = work();
      // Whoever waits tries by itself when this one fails.
      pending.set(
        key,
        mine.catch(() => undefined),
      );
      try {
        await mine;
        created.set(key, clock());
        return true;
      } finally {
        pending.delete(key);
      }
    },
  };
}
