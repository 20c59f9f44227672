import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { AvailableUpdate, UpdateState } from '../../../shared/models/update.ts';

interface Notice {
  readonly type: 'info' | 'error';
  readonly text: string;
  readonly update: AvailableUpdate;
}

/** What the top of the window shows. A failed check is shown only where the user asked for it. */
function describeState(state: UpdateState): Notice | undefined {
  switch (state.kind) {
    case 'available':
      return { type: 'info', text: `Version ${state.update.version} is available.`, update: state.update };
    case 'ready':
      return {
        type: 'info',
        text: `Version ${state.update.version} is downloaded and ready to install.`,
        update: state.update,
      };
    case 'download-failed':
      return {
        type: 'error',
        text: `Version ${state.update.version} could not be downloaded.`,
        update: state.update,
      };
    case 'install-failed':
      return {
        type: 'error',
        text: `Version ${state.update.version} could not be installed.`,
        update: state.update,
      };
    case 'idle':
    case 'checking':
    case 'current':
    case 'downloading':
    case 'installing':
    case 'check-failed':
      return undefined;
  }
}

interface Props {
  readonly state: UpdateState;
  /** The version whose notice the user dismissed. */
  readonly dismissed: string | undefined;
  readonly onView: () => void;
  readonly onDismiss: (version: string) => void;
}

/** A newer version, at the top of the window. */
export function UpdateNotice({ state, dismissed, onView, onDismiss }: Props) {
  const notice = describeState(state);
  if (!notice || notice.update.version === dismissed) return null;
  return (
    <div role="status">
      <Alert
        type={notice.type}
        dismissible
        dismissAriaLabel="Dismiss"
        onDismiss={() => onDismiss(notice.update.version)}
        action={<Button onClick={onView}>View update</Button>}
      >
        {notice.text}
      </Alert>
    </div>
  );
}
