import Button from '@cloudscape-design/components/button';
import { useEffect, useRef } from 'react';
import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { useHistoryEntry } from '../../../features/history/api.ts';
import { HistoryEntry } from '../../../features/history/history-entry.tsx';
import styles from './entry-page.module.css';
import type { Repetition } from './use-repeat.ts';
import { useRepeat } from './use-repeat.ts';
import { QueryStatus } from '../../../components/query-status.tsx';

interface Props {
  readonly id: string;
  readonly onBack: () => void;
  readonly onRepeat: (repetition: Repetition) => void;
}

/** The window always replicates to the registry of the profile's account, so it cannot repeat such a request. */
const namesOtherRegistry = ({ destination }: ReplicationRequest): boolean =>
  destination.registryId !== undefined;

/** One history entry, with a button that repeats its request. */
export function EntryPage({ id, onBack, onRepeat }: Props) {
  const entry = useHistoryEntry(id);
  const repeat = useRepeat(onRepeat);
  const top = useRef<HTMLDivElement>(null);
  // The link that opened this page was removed, so the focus is set here.
  useEffect(() => top.current?.focus(), []);
  return (
    <>
      <div ref={top} className={styles.top} tabIndex={-1}>
        <Button iconName="arrow-left" onClick={onBack}>
          Back to history
        </Button>
      </div>
      {repeat.error && <ErrorAlert error={toErrorData(repeat.error)} />}
      <QueryStatus query={entry} loading="Loading entry" />
      {entry.data && (
        <HistoryEntry
          entry={entry.data}
          actions={
            <Button
              variant="primary"
              loading={repeat.isPending}
              loadingText="Checking source"
              disabled={namesOtherRegistry(entry.data.request)}
              disabledReason="The destination is another account's registry. Use the command line instead."
              onClick={() => repeat.mutate(entry.data)}
            >
              Repeat…
            </Button>
          }
        />
      )}
    </>
  );
}
