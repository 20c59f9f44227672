import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ErrorDetail } from '../../components/error-detail.tsx';
import { SideBadge } from '../../components/side-badge.tsx';
import type { ErrorData } from '../../../shared/result.ts';

interface Props {
  readonly error: ErrorData;
  readonly tryNow: () => void;
  readonly busy: boolean;
}

/** Why a transfer waits, and the button for who will not wait for the next look. */
export function WaitingAlert({ error, tryNow, busy }: Props) {
  return (
    <div role="alert">
      <Alert
        type="warning"
        action={
          <Button loading={busy} onClick={tryNow}>
            Try now
          </Button>
        }
      >
        <SpaceBetween direction="horizontal" size="xs">
          {error.side && <SideBadge side={error.side} />}
          <span>{error.message}</span>
        </SpaceBetween>
        <div>The copy goes on by itself once that is done.</div>
        <ErrorDetail error={error} />
      </Alert>
    </div>
  );
}
