import type { ErrorAction, ErrorData } from '../../shared/result.ts';

/** What a place in the app can do about an error; an action left out gets no button there. */
export type ErrorActions = Readonly<Partial<Record<ErrorAction, () => void>>>;

interface Remedy {
  readonly label: string;
  readonly run: () => void;
}

const labels = {
  retry: 'Retry',
  'choose-profile': 'Choose another profile',
  'choose-region': 'Choose another region',
  'change-tags': 'Change tags',
  'plan-again': 'Check again',
  'leave-out-missing': 'Leave them out',
  'keep-signatures': 'Keep existing signatures',
  'change-encryption': 'Change the key',
  'sign-in': 'Sign in',
  'enter-code': 'Enter MFA code',
  'open-file': 'Open the file',
  'network-settings': 'Network settings',
  'reload-shell-environment': 'Reload the shell environment',
  'confirm-account': 'Confirm the account',
} as const satisfies Record<ErrorAction, string>;

/** Errors that are mended outside of the app: afterwards the same thing is tried again. */
const fixedElsewhere: ReadonlySet<ErrorAction> = new Set([
  'choose-profile',
  'open-file',
  'network-settings',
  'reload-shell-environment',
]);

/**
 * The second button of an error that is mended elsewhere, too: once a permission is granted or a file is changed, the
 * same profile is tried again.
 */
export const secondRemedyOf = (error: ErrorData, actions: ErrorActions): Remedy | undefined =>
  error.action && fixedElsewhere.has(error.action) && actions[error.action] && actions.retry
    ? { label: labels.retry, run: actions.retry }
    : undefined;

/** The one button an error gets: its own action where this place offers it, else retrying where that may help. */
export function remedyOf(error: ErrorData, actions: ErrorActions): Remedy | undefined {
  const wanted = error.action ?? 'retry';
  const run = actions[wanted];
  if (run) return { label: labels[wanted], run };
  return actions.retry && { label: labels.retry, run: actions.retry };
}
