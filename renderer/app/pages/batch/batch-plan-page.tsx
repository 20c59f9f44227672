import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { Bulk, BulkRequest } from '../../../../shared/models/batch.ts';
import type { Side } from '../../../../shared/result.ts';
import { toErrorData } from '../../../bridge.ts';
import type { ErrorActions } from '../../../components/error-actions.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { cancelBulk, useBulk, useStartBulk } from '../../../features/batch/api.ts';
import { BulkFacts } from '../../../features/batch/batch-facts.tsx';
import { bulkNumbers } from '../../../features/batch/batch-rows.ts';
import { BulkTable } from '../../../features/batch/batch-table.tsx';
import { useIdentity } from '../../../features/registry-picker/profiles/api.ts';
import { ActionBar } from '../../layout/action-bar.tsx';
import type { DraftAction } from '../replicate/draft.ts';
import styles from '../../layout/page.module.css';
import { focusField } from '../replicate/sides/fields.ts';
import { bulkEnds } from './batch-endpoints.ts';
import { BulkReplicateButton } from './batch-replicate-button.tsx';
import { BulkRoute } from './batch-route.tsx';

interface Props {
  readonly request: BulkRequest;
  readonly dispatch: (action: DraftAction) => void;
  readonly onStarted: () => void;
}

const hasObstacles = (bulk: Bulk | undefined): boolean =>
  bulk?.state.kind === 'ready' && bulk.state.obstacles.length > 0;

function whatNext(bulk: Bulk | undefined, hasFailed: boolean): string {
  if (hasFailed) return 'There is no plan.';
  if (!bulk || bulk.state.kind === 'working') return 'Planning… Nothing is written.';
  if (hasObstacles(bulk)) return 'Something is in the way of all.';
  const { sound, blocked, going } = bulkNumbers(bulk);
  if (sound === 0) return 'Nothing to replicate.';
  const move = `${formatBytes(going.toMove)} to move`;
  return blocked > 0
    ? `${move}; ${formatCount(blocked, 'repository', 'repositories')} left out.`
    : `${move}.`;
}

/** One page for the plans of many repositories: totals, what is in the way, a line each; and the button that starts them. */
export function BulkPlanPage({ request, dispatch, onStarted }: Props) {
  const { job: bulk, error, again } = useBulk(request);
  const start = useStartBulk();
  const [isConfirming, setConfirming] = useState(false);
  const { data: destination } = useIdentity(bulkEnds(request)?.destination);
  const isWorking = bulk?.state.kind === 'working';
  const failure = error ?? (start.error ? toErrorData(start.error) : undefined);
  const planAgain = (): void => {
    start.reset();
    again();
  };
  const choose = (side: Side, field: 'profile' | 'region'): void => {
    dispatch({ kind: 'step-changed', step: 'choose' });
    setTimeout(() => focusField(side, field));
  };
  const actions = (side: Side = 'source'): ErrorActions => ({
    retry: planAgain,
    'plan-again': planAgain,
    'change-tags': () => dispatch({ kind: 'bulk-left' }),
    'choose-profile': () => choose(side, 'profile'),
    'choose-region': () => choose(side, 'region'),
    'confirm-account': () => setConfirming(true),
  });
  const numbers = bulk && bulkNumbers(bulk);

  return (
    <div className={styles.page}>
      <div className={styles.scroll}>
        <h1 className={styles.title}>Review</h1>
        {failure && <ErrorAlert error={failure} actions={actions(failure.side)} />}
        {bulk?.state.kind === 'ready' &&
          bulk.state.obstacles.map((obstacle) => (
            <ErrorAlert key={obstacle.message} error={obstacle} actions={actions(obstacle.side)} />
          ))}
        {bulk && numbers && !isWorking && numbers.blocked > 0 && (
          <Alert type="warning">
            {formatCount(numbers.blocked, 'repository is', 'repositories are')} left out because of what is in
            the way there; see the first lines below.
          </Alert>
        )}
        {bulk && numbers && (
          <Container>
            <SpaceBetween size="s">
              <BulkRoute request={request} destination={destination} />
              {isWorking && (
                <ProgressBar
                  value={(numbers.ended / bulk.rows.length) * 100}
                  label="Planning"
                  additionalInfo={`${numbers.ended} of ${formatCount(bulk.rows.length, 'repository', 'repositories')}`}
                />
              )}
              <BulkFacts bulk={bulk} />
            </SpaceBetween>
          </Container>
        )}
        {bulk && <BulkTable bulk={bulk} />}
      </div>
      <ActionBar
        what=""
        next={whatNext(bulk, error !== undefined)}
        start={
          <>
            <Button iconName="arrow-left" onClick={() => dispatch({ kind: 'bulk-left' })}>
              Back
            </Button>
            {bulk && isWorking && <Button onClick={() => cancelBulk(bulk)}>Stop planning</Button>}
          </>
        }
      >
        <BulkReplicateButton
          bulk={bulk}
          destination={destination}
          disabled={!numbers || isWorking || numbers.sound === 0 || hasObstacles(bulk)}
          isStarting={start.isPending}
          isConfirming={isConfirming}
          onConfirming={setConfirming}
          onStart={({ id }, confirmation) =>
            start.mutate(
              { bulkId: id, ...(confirmation !== undefined && { confirmation }) },
              { onSuccess: onStarted },
            )
          }
        />
      </ActionBar>
    </div>
  );
}
