import { formatCount } from '../../../shared/format/counts.ts';
import type { RunningWork } from '../quit/quit-guard.ts';

/** Why the app must not be quit to install an update, as a sentence; undefined when it may. */
export function findBlocker(work: Pick<RunningWork, 'count' | 'unstored'>): string | undefined {
  const count = work.count();
  if (count > 0)
    return `The update is not installed while transfers are unfinished (${formatCount(count, 'transfer')}). Wait until they finish or cancel them, then try again.`;
  return work.unstored().length > 0
    ? 'The update is not installed while records of transfers are not stored. Fix the storage problem at the top of the window, then try again.'
    : undefined;
}
