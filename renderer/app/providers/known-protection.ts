import type { AccountProtection } from '../../../shared/models/account.ts';
import type { FileProblem } from '../../../shared/models/file-problem.ts';
import type { Settings } from '../../../shared/models/settings.ts';

/** The protected accounts. Unknown until settings and file problems are loaded, and while the settings cannot be read. */
export const knownProtection = (
  settings: Settings | undefined,
  problems: readonly FileProblem[] | undefined,
): AccountProtection =>
  settings && problems && !problems.some((each) => each.kind === 'unreadable' && each.file === 'settings')
    ? { kind: 'known', notes: settings.accounts }
    : { kind: 'unknown' };
