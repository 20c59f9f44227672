import type { ErrorData } from '../../shared/result.ts';
import styles from './error-alert.module.css';
import { useErrorActions } from './recovery-actions.ts';
import type { ErrorActions } from './error-actions.ts';
import { remedyOf } from './error-actions.ts';
import { SideBadge } from './side-badge.tsx';

/** An error on one line. */
export function ErrorLine({
  error,
  actions = {},
}: {
  readonly error: ErrorData;
  readonly actions?: ErrorActions;
}) {
  const remedy = remedyOf(error, useErrorActions(error, actions));
  return (
    <div role="alert" className={styles.line}>
      {error.side && <SideBadge side={error.side} />}
      <span title={error.detail}>{error.message}</span>
      {remedy && (
        <button type="button" onClick={remedy.run}>
          {remedy.label}
        </button>
      )}
    </div>
  );
}
