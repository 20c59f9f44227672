import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useErrorActions } from '../../components/recovery-actions.ts';
import { getRemedy } from '../../components/error-actions.ts';
import { ErrorDetail } from '../../components/error-detail.tsx';
import { SideBadge } from '../../components/side-badge.tsx';
import type { ErrorData } from '../../../shared/models/result.ts';

interface Props {
  readonly error: ErrorData;
  readonly onRetry: () => void;
  readonly busy: boolean;
}

/** Why a transfer waits, with the recovery action and a button that retries before the next automatic check. */
export function WaitingAlert({ error, onRetry, busy }: Props) {
  const remedy = getRemedy(error, useErrorActions(error, {}));
  return (
    <div role="alert">
      <Alert
        type="warning"
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button loading={busy} onClick={onRetry}>
              Retry now
            </Button>
            {remedy && <Button onClick={remedy.run}>{remedy.label}</Button>}
          </SpaceBetween>
        }
      >
        <SpaceBetween direction="horizontal" size="xs">
          {error.side && <SideBadge side={error.side} />}
          <span>{error.message}</span>
        </SpaceBetween>
        <div>The transfer continues automatically afterward.</div>
        <ErrorDetail error={error} />
      </Alert>
    </div>
  );
}
