import type { AppFile, FileProblem } from '../models/file-problem.ts';
import { assertNever } from '../models/result.ts';

const names: Readonly<Record<AppFile, string>> = {
  settings: 'settings',
  'window-state': 'size and position of the window',
  'proxy-password': 'proxy password',
};

const inUse: Readonly<Record<AppFile, string>> = {
  settings:
    'Default settings are in use, and changes are not stored. The protected accounts are not known, so every destination account has to be confirmed by its account ID.',
  'window-state': 'The default size is in use, and changes are not stored.',
  'proxy-password': 'No password is in use, and a new one is not stored.',
};

/** What *Start with defaults* means for the file, before it is confirmed. */
export const defaultsConsequence: Readonly<Record<AppFile, string>> = {
  settings:
    'Default settings apply from now on. No account is protected until you protect it again in Settings: copies start without confirmation.',
  'window-state': 'The window opens in its default size.',
  'proxy-password': 'Enter the proxy password again in Settings.',
};

/** `The settings cannot be read` */
export function problemHeader(problem: FileProblem): string {
  switch (problem.kind) {
    case 'unreadable':
      return `The ${names[problem.file]} cannot be read`;
    case 'quarantined':
      return 'A file of the app was replaced';
    case 'journal-not-written':
      return 'Unfinished uploads cannot be noted';
    case 'not-written':
      return `The ${names[problem.file]} cannot be stored`;
    default:
      return assertNever(problem);
  }
}

/** Which file it is, why, and what is in use in the meantime. */
export function problemText(problem: FileProblem): string {
  const { path, reason } = problem;
  switch (problem.kind) {
    case 'unreadable':
      return `${path}: ${reason} ${inUse[problem.file]}`;
    case 'quarantined':
      return problem.brokenFile === undefined
        ? `${path} cannot be used: ${reason} Its content is left out.`
        : `${path} cannot be used: ${reason} The old file is kept as ${problem.brokenFile}, and defaults are in use.`;
    case 'journal-not-written':
      return `${path}: ${reason} Copies continue. A layer that is interrupted is uploaded again from its first byte.`;
    case 'not-written':
      return `${path}: ${reason} Your latest changes are in use. Storing them is tried again until it succeeds; they are lost if you quit before.`;
    default:
      return assertNever(problem);
  }
}
