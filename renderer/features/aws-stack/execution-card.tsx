import Button from '@cloudscape-design/components/button';
import type {
  Execution,
  ExecutionRequest,
  ExecutionRoute,
  ExecutionStatus,
} from '../../../shared/models/execution.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import type { ProgressTone } from '../../components/progress-bar.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { RefreshButton } from '../../components/refresh-button.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { WorkCard } from '../../components/work-card.tsx';
import { isExecutionActive, useExecution } from './api.ts';
import { CompareLine } from './compare-line.tsx';
import styles from './execution-card.module.css';
import { countFinished, describeCounts, executionIndicators } from './execution-words.ts';
import { ItemFailures } from './item-failures.tsx';

interface Props {
  readonly request: ExecutionRequest;
  /** Opens the comparison of both sides of the execution. */
  readonly onCompare: (route: ExecutionRoute) => void;
  readonly onRemove: () => void;
}

const tones = {
  running: 'active',
  'pending-redrive': 'active',
  succeeded: 'success',
  failed: 'error',
  'timed-out': 'error',
  aborted: 'stopped',
} as const satisfies Record<ExecutionStatus, ProgressTone>;

/** An attached execution: its state, the counts of its map and its failures. */
export function ExecutionCard({ request, onCompare, onRemove }: Props) {
  const { profile, arn } = request;
  const { data: execution, error, isPending, isFetching, dataUpdatedAt, refetch } = useExecution(request);
  const name = arn.split(':').slice(-2).join(':');
  const notRead = isPending ? (['loading', 'Loading'] as const) : (['warning', 'Unknown'] as const);
  const indicator = execution ? executionIndicators[execution.status] : notRead;
  return (
    <section aria-label={`Execution ${name}`}>
      <WorkCard
        status={indicator[0]}
        statusText={indicator[1]}
        note={
          execution && (
            <>
              Step Functions, started <RelativeTime time={execution.startedAt} />
            </>
          )
        }
        actions={
          <>
            <RefreshButton
              what={`execution ${name}`}
              updatedAt={dataUpdatedAt}
              busy={isFetching}
              onRefresh={() => void refetch()}
            />
            <Button
              iconName="remove"
              ariaLabel={`Remove execution ${name} from the list`}
              onClick={onRemove}
            />
          </>
        }
      >
        <div>
          {arn} <CopyButton text={arn} what="execution ARN" />
          <span className={styles.faint}> as {profile}</span>
        </div>
        {error && <ErrorLine error={toErrorData(error)} actions={{ retry: () => void refetch() }} />}
        {execution && <Progress execution={execution} name={name} />}
        {execution && !isExecutionActive(execution.status) && (
          <CompareLine request={request} onCompare={onCompare} />
        )}
      </WorkCard>
    </section>
  );
}

function Progress({ execution, name }: { readonly execution: Execution; readonly name: string }) {
  const { status, counts, failures, error } = execution;
  const text = describeCounts(counts);
  const value = counts && counts.total > 0 ? countFinished(counts) / counts.total : 0;
  return (
    <>
      <ProgressBar label={`Execution ${name}`} value={value} text={text} tone={tones[status]} size="large" />
      <div className={styles.faint}>{text}</div>
      {error && (
        <div className={styles.failed}>
          {error.name}
          {error.message !== '' && `: ${error.message}`}
        </div>
      )}
      <ItemFailures failures={failures} total={counts?.failed ?? failures.length} />
    </>
  );
}
