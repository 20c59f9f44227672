import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useRef } from 'react';
import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { useHistoryEntry } from '../../../features/history/api.ts';
import { HistoryEntry } from '../../../features/history/history-entry.tsx';
import styles from './entry-page.module.css';
import type { Repetition } from './use-repeat.ts';
import { useRepeat } from './use-repeat.ts';

interface Props {
  readonly id: string;
  readonly onBack: () => void;
  readonly onRepeat: (repetition: Repetition) => void;
}

/** The window's destination is a profile's own registry: another account's would silently become another copy. */
const namesOtherRegistry = ({ destination }: ReplicationRequest): boolean =>
  destination.registryId !== undefined;

/** One entry of the history, and the way to ask for the same again. */
export function EntryPage({ id, onBack, onRepeat }: Props) {
  const entry = useHistoryEntry(id);
  const repeat = useRepeat(onRepeat);
  const top = useRef<HTMLDivElement>(null);
  // The link that opened it is gone; the next Tab starts here.
  useEffect(() => top.current?.focus(), []);
  return (
    <>
      <div ref={top} className={styles.top} tabIndex={-1}>
        <Button iconName="arrow-left" onClick={onBack}>
          Back to the history
        </Button>
      </div>
      {repeat.error && <ErrorAlert error={toErrorData(repeat.error)} />}
      {entry.error && (
        <ErrorAlert error={toErrorData(entry.error)} actions={{ retry: () => void entry.refetch() }} />
      )}
      {entry.isPending && <StatusIndicator type="loading">Reading the entry</StatusIndicator>}
      {entry.data && (
        <HistoryEntry
          entry={entry.data}
          actions={
            <Button
              variant="primary"
              loading={repeat.isPending}
              loadingText="Looking at the source"
              disabled={namesOtherRegistry(entry.data.request)}
              disabledReason="Its destination is another account's registry: repeat it by the command line."
              onClick={() => repeat.mutate(entry.data.request)}
            >
              Repeat…
            </Button>
          }
        />
      )}
    </>
  );
}
