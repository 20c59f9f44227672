import type { Door, DoorChoice } from '../../../../shared/models/door.ts';
import type { ErrorData } from '../../../../shared/result.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { RepositoryHandle } from '../repository-handle.ts';
import { repositoryKey } from '../repository-handle.ts';

/** By which door blobs go into a repository. */
export interface Doors {
  doorFor(destination: RepositoryHandle): Door;
  /**
   * Whether a failure at the registry's door leaves the API to be tried, for this blob and for all that follow.
   * The first failure of a repository is kept: it says why.
   */
  fallBack(destination: RepositoryHandle, error: unknown): boolean;
}

/** What the source did wrong, it would do at the other door too. */
const isAboutDoor = (error: unknown): error is EngineError =>
  error instanceof EngineError && error.data.side !== 'source';

/** @param closed called once for a repository, when its registry's door turns out to be of no use. */
export function createDoors(choice: DoorChoice, closed: (error: ErrorData) => void = () => undefined): Doors {
  const closedFor = new Set<string>();
  return {
    doorFor: (destination) =>
      choice === 'api' || closedFor.has(repositoryKey(destination)) ? 'api' : 'registry',
    fallBack(destination, error) {
      if (choice !== 'auto' || !isAboutDoor(error)) return false;
      const key = repositoryKey(destination);
      if (!closedFor.has(key)) closed(error.data);
      closedFor.add(key);
      return true;
    },
  };
}
