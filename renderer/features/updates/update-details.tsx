import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Link from '@cloudscape-design/components/link';
import { formatBytes, formatBytesOf, formatSpeed } from '../../../shared/format/bytes.ts';
import { formatDate } from '../../../shared/format/dates.ts';
import type { AvailableUpdate, UpdateState, UpdateStatus } from '../../../shared/models/update.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { ReleaseNotes } from './release-notes.tsx';
import { describeDelivery } from './update-words.ts';

/** The state on one line, which screen readers announce. */
function StateLine({ status }: { readonly status: UpdateStatus }) {
  const { state, version, channel } = status;
  switch (state.kind) {
    case 'idle':
    case 'checking':
      return <StatusIndicator type="loading">Checking for updates</StatusIndicator>;
    case 'current':
      return (
        <StatusIndicator>
          Version {version} is the latest version of the channel {channel}.
        </StatusIndicator>
      );
    case 'available':
      return (
        <StatusIndicator type="info">
          Version {state.update.version} is available. You have version {version}.
        </StatusIndicator>
      );
    case 'downloading':
      return <StatusIndicator type="in-progress">Downloading version {state.update.version}</StatusIndicator>;
    case 'ready':
      return (
        <StatusIndicator>Version {state.update.version} is downloaded and ready to install.</StatusIndicator>
      );
    case 'installing':
      return <StatusIndicator type="in-progress">Installing version {state.update.version}</StatusIndicator>;
    case 'check-failed':
      return <StatusIndicator type="error">The check for updates failed.</StatusIndicator>;
    case 'download-failed':
      return (
        <StatusIndicator type="error">
          Version {state.update.version} could not be downloaded.
        </StatusIndicator>
      );
    case 'install-failed':
      return (
        <StatusIndicator type="error">Version {state.update.version} could not be installed.</StatusIndicator>
      );
  }
}

function DownloadProgress({ state }: { readonly state: Extract<UpdateState, { kind: 'downloading' }> }) {
  const { bytes, total, bytesPerSecond, update } = state;
  const done = total > 0 ? formatBytesOf(bytes, total) : formatBytes(bytes);
  const text = bytesPerSecond > 0 ? `${done}, ${formatSpeed(bytesPerSecond)}` : done;
  return (
    <div>
      <ProgressBar
        label={`Download of version ${update.version}`}
        value={total > 0 ? bytes / total : 0}
        text={text}
        size="large"
      />
      <Box color="text-body-secondary" fontSize="body-s">
        {text}
      </Box>
    </div>
  );
}

function UpdateFacts({ update }: { readonly update: AvailableUpdate }) {
  const { notes = '', page, releasedAt } = update;
  return (
    <>
      <SpaceBetween size="m" direction="horizontal" alignItems="center">
        {releasedAt !== undefined && <Box color="text-body-secondary">Released {formatDate(releasedAt)}</Box>}
        <ReleaseLink page={page} />
      </SpaceBetween>
      {notes.trim() !== '' && <ReleaseNotes notes={notes} />}
    </>
  );
}

interface Props {
  readonly status: UpdateStatus;
  /** Why the update cannot be installed now. */
  readonly blocker: string | undefined;
}

/** Everything that is known of an update. */
export function UpdateDetails({ status, blocker }: Props) {
  const { state, delivery } = status;
  const reason = describeDelivery(delivery);
  if (delivery.kind === 'off') return <Alert type="info">{reason}</Alert>;
  const isInstallable = state.kind === 'ready' || state.kind === 'install-failed';
  return (
    <SpaceBetween size="s">
      <div role="status">
        <StateLine status={status} />
      </div>
      {'error' in state && <ErrorLine error={state.error} />}
      {state.kind === 'downloading' && <DownloadProgress state={state} />}
      {isInstallable && blocker !== undefined && <Alert type="warning">{blocker}</Alert>}
      {'update' in state && reason !== undefined && <Alert type="info">{reason}</Alert>}
      {'update' in state && <UpdateFacts update={state.update} />}
    </SpaceBetween>
  );
}

/** A link to the page of a release, which opens in the browser. */
function ReleaseLink({ page }: { readonly page: string }) {
  return (
    <Link href={page} external externalIconAriaLabel="Opens in the browser">
      Open release page
    </Link>
  );
}
