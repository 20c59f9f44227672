import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useEffectEvent } from 'react';
import type { UpdateStatus } from '../../../shared/models/update.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import type { UpdateAction } from './api.ts';
import { useUpdateAction, useUpdateStatus } from './api.ts';
import { UpdateDetails } from './update-details.tsx';
import { Dialog } from '../../components/dialog.tsx';

interface NextStep {
  readonly label: string;
  readonly action: UpdateAction;
}

/** The next step of the user; undefined while the app works, or when nothing remains to be done in the app. */
function findNextStep({ state, delivery }: UpdateStatus): NextStep | undefined {
  if (delivery.kind === 'off') return undefined;
  switch (state.kind) {
    case 'current':
    case 'check-failed':
      return { label: 'Check again', action: 'check' };
    case 'available':
      return delivery.kind === 'install' ? { label: 'Download', action: 'download' } : undefined;
    case 'download-failed':
      return { label: 'Retry download', action: 'download' };
    case 'downloading':
      return { label: 'Cancel download', action: 'cancelDownload' };
    case 'ready':
    case 'install-failed':
      return { label: 'Restart and update', action: 'install' };
    case 'idle':
    case 'checking':
    case 'installing':
      return undefined;
  }
}

/** Whether opening the dialog asks for a newer version. */
const isUnchecked = ({ state, delivery }: UpdateStatus): boolean =>
  delivery.kind !== 'off' && ['idle', 'current', 'check-failed'].includes(state.kind);

interface Props {
  /** Why an update cannot be installed now. */
  readonly blocker: string | undefined;
  readonly onClose: () => void;
}

/** Checks for updates, shows what was found, and downloads and installs it. */
export function UpdateDialog({ blocker, onClose }: Props) {
  const { data: status, error } = useUpdateStatus();
  const act = useUpdateAction();
  const checkOnce = useEffectEvent(() => {
    if (status && isUnchecked(status)) act.mutate('check');
  });
  const isKnown = status !== undefined;
  useEffect(() => {
    if (isKnown) checkOnce();
  }, [isKnown]);

  const failure = act.error ?? error;
  const step = status && findNextStep(status);
  return (
    <Dialog
      title="Updates"
      onClose={onClose}
      buttons={
        <>
          <Button onClick={onClose}>Close</Button>
          {step && (
            <Button
              variant={step.action === 'cancelDownload' ? 'normal' : 'primary'}
              disabled={step.action === 'install' && blocker !== undefined}
              loading={act.isPending && act.variables === step.action}
              onClick={() => act.mutate(step.action)}
            >
              {step.label}
            </Button>
          )}
        </>
      }
    >
      <SpaceBetween size="s">
        {status ? (
          <UpdateDetails status={status} blocker={blocker} />
        ) : (
          !error && <StatusIndicator type="loading">Loading</StatusIndicator>
        )}
        {failure && <ErrorLine error={toErrorData(failure)} />}
      </SpaceBetween>
    </Dialog>
  );
}
