import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { describeStorageProblem } from '../../../shared/text/storage-problem.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { useRetryRecords, useRecordProblems } from './api.ts';

/** Whether a problem lasts until it is fixed, so that it offers a retry and cannot be dismissed. */
const canRetry = ({ kind }: StorageProblem): boolean =>
  kind === 'records-not-opened' || kind === 'records-not-stored';

/** The problems of the record storage, with reason, folder and retry. */
export function RecordNotices() {
  const { data: problems = [] } = useRecordProblems();
  const retry = useRetryRecords();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const shown = problems.map((problem) => ({ problem, ...describeStorageProblem(problem) }));
  return shown
    .filter(({ problem, text }) => canRetry(problem) || !dismissed.has(text))
    .map(({ problem, title, text }) => (
      <div key={problem.kind} role={canRetry(problem) ? 'alert' : 'status'}>
        <Alert
          type={canRetry(problem) ? 'error' : 'warning'}
          header={title}
          dismissible={!canRetry(problem)}
          dismissAriaLabel="Dismiss"
          onDismiss={() => setDismissed(new Set(dismissed).add(text))}
          action={
            canRetry(problem) && (
              <Button loading={retry.isPending} loadingText="Retrying" onClick={() => retry.mutate()}>
                Retry now
              </Button>
            )
          }
        >
          {text}
          {canRetry(problem) && retry.error && <ErrorLine error={toErrorData(retry.error)} />}
        </Alert>
      </div>
    ));
}
