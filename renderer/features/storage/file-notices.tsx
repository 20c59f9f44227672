import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { AppFile, FileProblem } from '../../../shared/models/file-problem.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { useFileProblems, useRetryFiles, useStartWithDefaults } from './api.ts';
import { problemHeader, problemText } from '../../../shared/text/file-problem.ts';
import { DefaultsDialog } from './defaults-dialog.tsx';

const createKey = (problem: FileProblem): string => `${problem.kind} ${problem.path} ${problem.reason}`;

interface NoticeProps {
  readonly problem: Extract<FileProblem, { kind: 'not-written' | 'unreadable' }>;
  readonly onStartWithDefaults: (problem: Extract<FileProblem, { kind: 'unreadable' }>) => void;
}

/** A problem that the user can fix; it is shown until it is fixed. */
function ActiveProblem({ problem, onStartWithDefaults }: NoticeProps) {
  const retry = useRetryFiles();
  return (
    <div role="alert">
      <Alert
        type="error"
        header={problemHeader(problem)}
        action={
          <SpaceBetween direction="horizontal" size="xs">
            <Button loading={retry.isPending} onClick={() => retry.mutate()}>
              Retry
            </Button>
            {problem.kind === 'unreadable' && (
              <Button onClick={() => onStartWithDefaults(problem)}>
                Start with defaults (keeps the old file)
              </Button>
            )}
          </SpaceBetween>
        }
      >
        {problemText(problem)}
        {retry.error && <ErrorLine error={toErrorData(retry.error)} />}
      </Alert>
    </div>
  );
}

/** The app files that cannot be read or written, the values in use instead, and the actions that fix it. */
export function FileNotices() {
  const { data: problems = [] } = useFileProblems();
  const defaults = useStartWithDefaults();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const [confirming, setConfirming] = useState<{ readonly file: AppFile; readonly path: string }>();
  return (
    <>
      {problems.map((problem) => {
        const key = createKey(problem);
        if (problem.kind === 'unreadable' || problem.kind === 'not-written')
          return <ActiveProblem key={key} problem={problem} onStartWithDefaults={setConfirming} />;
        if (dismissed.has(key)) return null;
        return (
          <div key={key} role="status">
            <Alert
              type="warning"
              header={problemHeader(problem)}
              dismissible
              dismissAriaLabel="Dismiss"
              onDismiss={() => setDismissed(new Set(dismissed).add(key))}
            >
              {problemText(problem)}
            </Alert>
          </div>
        );
      })}
      {confirming && (
        <DefaultsDialog
          file={confirming.file}
          path={confirming.path}
          error={defaults.error ? toErrorData(defaults.error) : undefined}
          isBusy={defaults.isPending}
          onClose={() => {
            setConfirming(undefined);
            defaults.reset();
          }}
          onConfirm={() => defaults.mutate(confirming.file, { onSuccess: () => setConfirming(undefined) })}
        />
      )}
    </>
  );
}
