import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { repositoryKey } from '../aws/clients/repository-handle.ts';

/**
 * The tags that the replicators of this process write. ECR has no condition for moving a tag, so that one replicator would
 * overwrite what another one has written a moment before.
 */
export interface TagWrites {
  /** Runs the write of a tag. */
  run(tag: WrittenTag, write: () => Promise<void>): Promise<void>;
  /**
   * Finds a write of the same tag with another digest.
   *
   * @param since on the clock of `performance.now`; a write that ended before that is not found.
   * @returns the other digest.
   */
  findOther(tag: WrittenTag, since: number): string | undefined;
}

interface WrittenTag {
  readonly destination: RepositoryHandle;
  readonly tag: string;
  readonly digest: string;
}

interface Write {
  readonly digest: string;
  /** Infinite while it runs. */
  readonly endedAt: number;
}

const createKey = ({ destination, tag }: WrittenTag): string => `${repositoryKey(destination)}:${tag}`;

/** Creates an empty list, which keeps the last write of each tag. */
export function createTagWrites(): TagWrites {
  const writes = new Map<string, Write>();
  return {
    async run(tag, write) {
      const { digest } = tag;
      writes.set(createKey(tag), { digest, endedAt: Infinity });
      try {
        await write();
      } finally {
        writes.set(createKey(tag), { digest, endedAt: performance.now() });
      }
    },
    findOther(tag, since) {
      const last = writes.get(createKey(tag));
      return last && last.digest !== tag.digest && last.endedAt >= since ? last.digest : undefined;
    },
  };
}
