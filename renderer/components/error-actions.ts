import type { ErrorAction, ErrorData } from '../../shared/models/result.ts';

/** The actions that a page offers for an error; an action that is absent gets no button. */
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
  'plan-again': 'Plan again',
  'leave-out-missing': 'Leave out missing manifests',
  'keep-signatures': 'Keep existing signatures',
  'change-encryption': 'Change encryption key',
  'sign-in': 'Sign in',
  'enter-code': 'Enter MFA code',
  'open-file': 'Open file',
  'network-settings': 'Network settings',
  'reload-shell-environment': 'Reload shell environment',
  'confirm-account': 'Confirm account',
} as const satisfies Record<ErrorAction, string>;

/** Actions that can be completed outside the app, after which a retry can succeed. */
const fixedElsewhere: ReadonlySet<ErrorAction> = new Set([
  'choose-profile',
  'open-file',
  'network-settings',
  'reload-shell-environment',
]);

/**
 * The second button of an error that can also be fixed outside the app: it retries with the same profile, for example
 * after a permission was granted or a file was changed.
 */
export const getSecondRemedy = (error: ErrorData, actions: ErrorActions): Remedy | undefined =>
  error.action && fixedElsewhere.has(error.action) && actions[error.action] && actions.retry
    ? { label: labels.retry, run: actions.retry }
    : undefined;

/** The button of an error: its own action where the page offers it, else `Retry` where the page offers that. */
export function getRemedy(error: ErrorData, actions: ErrorActions): Remedy | undefined {
  const wanted = error.action ?? 'retry';
  const run = actions[wanted];
  if (run) return { label: labels[wanted], run };
  return actions.retry && { label: labels.retry, run: actions.retry };
}
