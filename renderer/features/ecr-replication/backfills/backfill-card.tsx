import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { Backfill, BackfillStatus } from '../../../../shared/models/replication-backfill.ts';
import { isBackfillFinished } from '../../../../shared/models/replication-backfill.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorLine } from '../../../components/error-line.tsx';
import type { ProgressTone } from '../../../components/progress-bar.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { WorkCard } from '../../../components/work-card.tsx';
import { useFollowBackfill, useStopBackfill } from '../api.ts';
import { RegistryName } from '../registry-name.tsx';
import {
  backfillIndicators,
  describeBackfillProgress,
  progressValue,
  registryName,
  unreadIndicator,
} from '../words.ts';
import { BackfillFailures } from './backfill-failures.tsx';
import styles from './backfill-card.module.css';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';

const tones = {
  PREPARING: 'active',
  IN_PROGRESS: 'active',
  STOPPING: 'stopped',
  STOPPED: 'stopped',
  COMPLETE: 'success',
  FAILED: 'error',
} as const satisfies Record<BackfillStatus, ProgressTone>;

/** One backfill: its state, progress and failures, and the button that stops it. */
export function BackfillCard({ backfill }: { readonly backfill: Backfill }) {
  const {
    id,
    selection,
    source,
    destination,
    status,
    isUnread,
    failureCode,
    progress,
    results,
    followError,
  } = backfill;
  const stop = useStopBackfill();
  const follow = useFollowBackfill();
  const [isStopping, setStopping] = useState(false);
  const [type, label] = isUnread ? unreadIndicator : backfillIndicators[status];
  const name = `${registryName(source)} to ${registryName(destination)}`;
  const text = describeBackfillProgress(progress);
  const input = { selection, backfillId: id };
  const error = stop.error ?? follow.error;
  const lacksResults = isBackfillFinished(status) && !results && (progress?.failed ?? 0) > 0;

  return (
    <section aria-label={`Backfill from ${name}`}>
      <WorkCard
        status={type}
        statusText={label}
        note={
          <>
            Backfill, started <RelativeTime time={backfill.startedAt} />
          </>
        }
        actions={
          <>
            {isUnread && (
              <Button iconName="refresh" loading={follow.isPending} onClick={() => follow.mutate(input)}>
                Refresh
              </Button>
            )}
            {!isUnread && (status === 'PREPARING' || status === 'IN_PROGRESS') && (
              <Button loading={stop.isPending} onClick={() => setStopping(true)}>
                Stop…
              </Button>
            )}
            {lacksResults && (
              <Button loading={follow.isPending} onClick={() => follow.mutate(input)}>
                Show failed images
              </Button>
            )}
          </>
        }
      >
        <div>
          <RegistryName registry={source} /> to <RegistryName registry={destination} />
        </div>
        {failureCode !== undefined && <div className={styles.failed}>Failed: {failureCode}</div>}
        {isUnread ? (
          <div className={styles.faint}>
            Started before the app was opened. Refresh reads its progress with profile {selection.profile}.
          </div>
        ) : (
          <>
            <ProgressBar
              label={`Backfill from ${name}`}
              value={progress ? progressValue(progress) : 0}
              text={text}
              tone={tones[status]}
              size="large"
            />
            <div className={styles.faint}>
              {text}
              {progress && progress.failureCodes.length > 0 && ` (${progress.failureCodes.join(', ')})`}
            </div>
          </>
        )}
        {error && <ErrorLine error={toErrorData(error)} />}
        {followError && <ErrorLine error={followError} actions={{ retry: () => follow.mutate(input) }} />}
        {results && <BackfillFailures results={results} />}
      </WorkCard>
      {isStopping && (
        <ConfirmDialog
          title="Stop backfill?"
          confirmText="Stop backfill"
          onConfirm={() => {
            setStopping(false);
            stop.mutate(input);
          }}
          onClose={() => setStopping(false)}
        >
          The backfill from {name} stops. Images that are already copied remain at the destination.
        </ConfirmDialog>
      )}
    </section>
  );
}
