import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ErrorData } from '../../shared/result.ts';
import styles from './error-alert.module.css';
import { DeniedActions } from './denied-actions.tsx';
import { useErrorActions } from './recovery-actions.ts';
import type { ErrorActions } from './error-actions.ts';
import { remedyOf, secondRemedyOf } from './error-actions.ts';
import { ErrorDetail } from './error-detail.tsx';
import { SideBadge } from './side-badge.tsx';

interface Props {
  readonly error: ErrorData;
  readonly actions?: ErrorActions;
  readonly header?: string;
  /** True while the action is running. */
  readonly busy?: boolean;
  /** `info` where the user can continue without fixing the error. */
  readonly type?: 'error' | 'info';
}

/** An error with its side, message, details and the buttons of the actions that fix it. */
export function ErrorAlert({ error, actions = {}, header, busy = false, type = 'error' }: Props) {
  const offered = useErrorActions(error, actions);
  const remedy = remedyOf(error, offered);
  const second = secondRemedyOf(error, offered);
  return (
    <div role="alert">
      <Alert
        type={type}
        header={header}
        action={
          remedy && (
            <SpaceBetween direction="horizontal" size="xs">
              {second && <Button onClick={second.run}>{second.label}</Button>}
              <Button loading={busy} onClick={remedy.run}>
                {remedy.label}
              </Button>
            </SpaceBetween>
          )
        }
      >
        <div className={styles.message}>
          {error.side && (
            <span className={styles.badge}>
              <SideBadge side={error.side} />
            </span>
          )}
          {error.message}
        </div>
        {error.denied && <DeniedActions denied={error.denied} />}
        <ErrorDetail error={error} />
      </Alert>
    </div>
  );
}
