import { InfoLink } from '../../../components/info-link.tsx';
import { PageTitle } from '../../page/page-title.tsx';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { Batch, BatchRequest } from '../../../../shared/models/batch.ts';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import type { UploadMethod } from '../../../../shared/models/upload-method.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import type { ErrorActions } from '../../../components/error-actions.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { cancelBatch, useBatch, useStartBatch } from '../../../features/batch/api.ts';
import { BatchFacts } from '../../../features/batch/batch-facts.tsx';
import { batchNumbers } from '../../../features/batch/batch-rows.ts';
import { BatchTable } from '../../../features/batch/batch-table.tsx';
import { useMeasuredSpeed } from '../../../features/plan-review/api.ts';
import { useIdentity } from '../../../features/registry-picker/profiles/api.ts';
import { ActionBar } from '../../layout/action-bar.tsx';
import type { DraftAction } from '../../draft/draft.ts';
import styles from '../../page/page.module.css';
import { focusField } from '../../draft/fields.ts';
import type { OpenedSetup } from '../ecr-replication/setup-page.tsx';
import { SetupPage } from '../ecr-replication/setup-page.tsx';
import { Alternatives } from '../review/alternatives.tsx';
import { batchEndpoints, BatchRoute } from './batch-route.tsx';
import { ReplicateButton } from '../review/replicate-button.tsx';

interface Props {
  readonly request: BatchRequest;
  readonly dispatch: (action: DraftAction) => void;
  readonly onStarted: () => void;
}

const hasBlockers = (batch: Batch | undefined): boolean =>
  batch?.state.kind === 'ready' && batch.state.blockers.length > 0;

function describeNextStep(batch: Batch | undefined, hasFailed: boolean): string {
  if (hasFailed) return 'Planning failed.';
  if (!batch || batch.state.kind === 'working') return 'Planning… Nothing is changed until you confirm.';
  if (hasBlockers(batch)) return 'Resolve the blockers to continue.';
  const { startable, blocked, replicated } = batchNumbers(batch);
  if (startable === 0) return 'Nothing to replicate.';
  const summary = `${formatBytes(replicated.toTransfer)} to transfer`;
  return blocked > 0
    ? `${summary}; ${formatCount(blocked, 'repository', 'repositories')} skipped.`
    : `${summary}.`;
}

const registriesOf = (source: RegistryIdentity, destination: RegistryIdentity) => ({
  source: { registryId: source.registryId, region: source.region },
  destination: { registryId: destination.registryId, region: destination.region },
});

/** The upload method of most transfers of a batch: the registry endpoint, unless the other one was chosen. */
function methodOf(request: BatchRequest): UploadMethod {
  const options = request.kind === 'repositories' ? request.options : request.requests[0]?.options;
  return options?.uploadMethod === 'api' ? 'api' : 'registry';
}

/** The plans of many repositories on one page: totals, blockers, one row for each, and the button that starts them. */
export function BatchPlanPage({ request, dispatch, onStarted }: Props) {
  const { job: batch, error, restart } = useBatch(request);
  const start = useStartBatch();
  const [isConfirming, setConfirming] = useState(false);
  const [setup, setSetup] = useState<OpenedSetup>();
  const { data: source } = useIdentity(batchEndpoints(request)?.source);
  const { data: destination } = useIdentity(batchEndpoints(request)?.destination);
  const measured = useMeasuredSpeed(
    source && destination && { ...registriesOf(source, destination), uploadMethod: methodOf(request) },
  );
  const isWorking = batch?.state.kind === 'working';
  const failure = error ?? (start.error ? toErrorData(start.error) : undefined);
  const planAgain = (): void => {
    start.reset();
    restart();
  };
  const choose = (side: Side, field: 'profile' | 'region'): void => {
    dispatch({ kind: 'step-changed', step: 'choose' });
    setTimeout(() => focusField(side, field));
  };
  const actions = (side: Side = 'source'): ErrorActions => ({
    retry: planAgain,
    'plan-again': planAgain,
    'change-tags': () => dispatch({ kind: 'batch-plan-closed' }),
    'choose-profile': () => choose(side, 'profile'),
    'choose-region': () => choose(side, 'region'),
    'confirm-account': () => setConfirming(true),
  });
  const numbers = batch && batchNumbers(batch);

  if (setup) {
    return <SetupPage {...setup} onBack={() => setSetup(undefined)} onStarted={onStarted} />;
  }
  return (
    <div className={styles.page}>
      <div className={styles.scroll}>
        <PageTitle info={<InfoLink topic="batch-plan" about="the plan of many repositories" />}>
          Review
        </PageTitle>
        {failure && <ErrorAlert error={failure} actions={actions(failure.side)} />}
        {batch?.state.kind === 'ready' &&
          batch.state.blockers.map((blocker) => (
            <ErrorAlert key={blocker.message} error={blocker} actions={actions(blocker.side)} />
          ))}
        {batch && numbers && !isWorking && numbers.blocked > 0 && (
          <Alert type="warning">
            {formatCount(numbers.blocked, 'repository is', 'repositories are')} skipped because of blockers.
            See the first rows below.
          </Alert>
        )}
        {batch && numbers && (
          <Container>
            <SpaceBetween size="s">
              <BatchRoute request={request} destination={destination} />
              {isWorking && (
                <ProgressBar
                  value={(numbers.finished / batch.rows.length) * 100}
                  label="Planning"
                  additionalInfo={`${numbers.finished} of ${formatCount(batch.rows.length, 'repository', 'repositories')}`}
                />
              )}
              <BatchFacts batch={batch} measured={measured} />
              {!isWorking && (
                <Alternatives
                  planned={{ batchId: batch.id }}
                  canRun={numbers.startable > 0 && !hasBlockers(batch)}
                  onSetup={setSetup}
                />
              )}
            </SpaceBetween>
          </Container>
        )}
        {batch && <BatchTable batch={batch} />}
      </div>
      <ActionBar
        what=""
        next={describeNextStep(batch, error !== undefined)}
        start={
          <>
            <Button iconName="arrow-left" onClick={() => dispatch({ kind: 'batch-plan-closed' })}>
              Back
            </Button>
            {batch && isWorking && <Button onClick={() => cancelBatch(batch)}>Stop planning</Button>}
          </>
        }
      >
        <ReplicateButton
          destination={destination}
          disabled={!numbers || isWorking || numbers.startable === 0 || hasBlockers(batch)}
          isDoubtful={false}
          isStarting={start.isPending}
          isConfirming={isConfirming}
          onConfirming={setConfirming}
          onStart={(confirmation) =>
            batch &&
            start.mutate(
              { batchId: batch.id, ...(confirmation !== undefined && { confirmation }) },
              { onSuccess: onStarted },
            )
          }
          what={formatCount(numbers?.replicated.images ?? 0, 'image')}
          into={formatCount(numbers?.planned ?? 0, 'repository', 'repositories')}
          overwritten={numbers?.tags.move ?? 0}
        />
      </ActionBar>
    </div>
  );
}
