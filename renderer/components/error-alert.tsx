import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { DeniedAccess, ErrorData } from '../../shared/models/result.ts';
import { useOpenAppDialog } from './app-dialogs.ts';
import styles from './error-alert.module.css';
import { useErrorActions } from './recovery-actions.ts';
import type { ErrorActions } from './error-actions.ts';
import { getRemedy, getSecondRemedy } from './error-actions.ts';
import { ErrorDetail } from './error-detail.tsx';
import { SideBadge } from './side-badge.tsx';
import { describeDeniedRequest } from '../../shared/policies/administrator-request.ts';
import { findDeniedRemedy } from '../../shared/policies/denied-remedy.ts';
import { formatPolicy } from '../../shared/policies/policy-document.ts';
import { CopyAction } from './copy-button.tsx';

/** Buttons that copy the least-privilege policy for a denied call, and a request to an administrator. */
function DeniedActions({ denied }: { readonly denied: DeniedAccess }) {
  // A denial without a resource ARN concerns all resources.
  const remedy = findDeniedRemedy(denied, '*');
  return (
    <div className={styles.copies}>
      {remedy.kind !== 'explicit-deny' && (
        <CopyAction text={formatPolicy(remedy.policy)}>Copy policy</CopyAction>
      )}
      <CopyAction text={describeDeniedRequest(denied, '*')}>Copy request for admin</CopyAction>
    </div>
  );
}

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
  const remedy = getRemedy(error, offered);
  const second = getSecondRemedy(error, offered);
  const openDialog = useOpenAppDialog();
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
        {error.code === 'internal' && openDialog && (
          <Link onFollow={() => openDialog('problem')}>Report a problem</Link>
        )}
      </Alert>
    </div>
  );
}
