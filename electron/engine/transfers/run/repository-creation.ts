import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';

/** Creates each missing repository once, although several plans may have found that it is missing. */
export interface RepositoryCreation {
  /**
   * Calls `create`, unless another transfer has created the repository since `plannedAt`.
   *
   * @param plannedAt milliseconds since 1970: when the plan found that the repository is missing.
   * @returns whether `create` was called.
   * @throws what `create` throws.
   */
  createOnce(repository: RepositoryHandle, plannedAt: number, create: () => Promise<void>): Promise<boolean>;
}

/** @param clock milliseconds since 1970. */
export function createRepositoryCreation(clock: () => number): RepositoryCreation {
  /** When each repository was created, by its key. */
  const createdAt = new Map<string, number>();
  const pending = new Map<string, Promise<void>>();

  return {
    async createOnce(repository, plannedAt, create) {
      const key = repositoryKey(repository);
      for (let other = pending.get(key); other; other = pending.get(key)) await other;
      if ((createdAt.get(key) ?? -Infinity) >= plannedAt) return false;
      const creation = create();
      // A transfer that waits tries to create the repository itself when this attempt fails.
      pending.set(
        key,
        creation.catch(() => undefined),
      );
      try {
        await creation;
        createdAt.set(key, clock());
        return true;
      } finally {
        pending.delete(key);
      }
    },
  };
}
