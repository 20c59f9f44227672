import type { ErrorData } from '../../shared/models/result.ts';
import styles from './error-alert.module.css';
import { useErrorActions } from './recovery-actions.ts';
import type { ErrorActions } from './error-actions.ts';
import { getRemedy } from './error-actions.ts';
import { SideBadge } from './side-badge.tsx';

/** An error on one line. */
export function ErrorLine({
  error,
  actions = {},
  showSide = true,
}: {
  readonly error: ErrorData;
  readonly actions?: ErrorActions;
  /** False below a badge of the side. */
  readonly showSide?: boolean;
}) {
  const remedy = getRemedy(error, useErrorActions(error, actions));
  return (
    <div role="alert" className={styles.line}>
      {showSide && error.side && <SideBadge side={error.side} />}
      <span title={error.detail}>{error.message}</span>
      {remedy && (
        <button type="button" onClick={remedy.run}>
          {remedy.label}
        </button>
      )}
    </div>
  );
}
