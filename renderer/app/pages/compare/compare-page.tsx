import { InfoLink } from '../../../components/info-link.tsx';
import { PageTitle } from '../../page/page-title.tsx';
import Button from '@cloudscape-design/components/button';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { DifferenceKind } from '../../../../shared/compare/difference-requests.ts';
import { differenceRequests } from '../../../../shared/compare/difference-requests.ts';
import { maxBatchRepositories } from '../../../../shared/models/batch.ts';
import type { Comparison, ComparisonRequest } from '../../../../shared/models/comparison.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import type { ErrorActions } from '../../../components/error-actions.ts';
import { ErrorAlert } from '../../../components/error-alert.tsx';
import { SideBadge } from '../../../components/side-badge.tsx';
import { stopComparison, useComparison, useExportComparison } from '../../../features/compare/api.ts';
import { describeProgress } from '../../../features/compare/compare-words.ts';
import { ComparisonTable } from '../../../features/compare/comparison-table.tsx';
import { FailedPairs } from '../../../features/compare/failed-pairs.tsx';
import { ActionBar } from '../../layout/action-bar.tsx';
import type { Draft, DraftAction } from '../../draft/draft.ts';
import pageStyles from '../../page/page.module.css';
import { focusField } from '../../draft/fields.ts';
import styles from './compare-page.module.css';

interface Props {
  readonly request: ComparisonRequest;
  readonly draft: Draft;
  readonly dispatch: (action: DraftAction) => void;
}

const missing: readonly DifferenceKind[] = ['only-at-source', 'referrers'];
const everything: readonly DifferenceKind[] = ['only-at-source', 'different', 'referrers'];

function describeNextStep(comparison: Comparison | undefined, images: number, canPlan: boolean): string {
  if (!comparison || comparison.state === 'working') return 'Comparing…';
  if (!canPlan) return 'Too many differences. Compare fewer repositories at a time.';
  if (images === 0) return 'The destination has all images of the source.';
  return `${formatCount(images, 'image')} to replicate.`;
}

/** Compares both sides tag by tag, and replicates the differences. */
export function ComparePage({ request, draft, dispatch }: Props) {
  const { job: comparison, error, restart } = useComparison(request);
  const exporting = useExportComparison();
  const isWorking = comparison?.state === 'working';
  const requestsFor = (kinds: readonly DifferenceKind[]) =>
    comparison && !isWorking
      ? differenceRequests(comparison, {
          kinds,
          createRepository: true,
          settings: draft.settings,
          options: draft.options,
        })
      : [];
  const differences = requestsFor(everything);
  const absent = requestsFor(missing);
  const canPlan = differences.length <= maxBatchRepositories;
  const images = differences.reduce((sum, each) => sum + each.images.length, 0);

  const back = (side: Side = 'source', field?: 'profile' | 'region'): void => {
    dispatch({ kind: 'step-changed', step: 'choose' });
    if (field) setTimeout(() => focusField(side, field));
  };
  const actions = (side: Side | undefined): ErrorActions => ({
    retry: restart,
    'choose-profile': () => back(side, 'profile'),
    'choose-region': () => back(side, 'region'),
  });
  const replicate = (requests: ReturnType<typeof requestsFor>): void =>
    dispatch({ kind: 'batch-requested', request: { kind: 'requests', requests: [...requests] } });

  return (
    <div className={pageStyles.page}>
      <div className={pageStyles.scroll}>
        <div className={styles.head}>
          <PageTitle info={<InfoLink topic="compare" about="the comparison" />}>Compare</PageTitle>
          {comparison && isWorking ? (
            <Button onClick={() => stopComparison(comparison)}>Stop</Button>
          ) : (
            <Button iconName="refresh" ariaLabel="Compare again" onClick={restart} />
          )}
        </div>
        <Route request={request} />
        {comparison && <div role="status">{describeProgress(comparison)}</div>}
        {error && <ErrorAlert error={error} actions={actions(error.side)} />}
        {exporting.error && <ErrorAlert error={toErrorData(exporting.error)} />}
        {comparison && <FailedPairs pairs={comparison.pairs} actions={actions} />}
        {comparison && (
          <ComparisonTable
            key={JSON.stringify(comparison.request)}
            comparison={comparison}
            isExporting={exporting.isPending}
            onExport={(format) => exporting.mutate({ comparisonId: comparison.id, format })}
          />
        )}
      </div>
      <ActionBar
        what=""
        next={error ? 'Comparison failed.' : describeNextStep(comparison, images, canPlan)}
        start={
          <Button iconName="arrow-left" onClick={() => back()}>
            Back
          </Button>
        }
      >
        <Button disabled={absent.length === 0 || !canPlan} onClick={() => replicate(absent)}>
          Replicate missing tags
        </Button>
        <Button
          variant="primary"
          disabled={differences.length === 0 || !canPlan}
          onClick={() => replicate(differences)}
        >
          Replicate differences
        </Button>
      </ActionBar>
    </div>
  );
}

function Route({ request: { source, destination, pairs } }: { readonly request: ComparisonRequest }) {
  const [only] = pairs;
  const names = (side: Side): string =>
    pairs.length === 1 && only ? only[side] : formatCount(pairs.length, 'repository', 'repositories');
  return (
    <div className={styles.route}>
      <span>
        <SideBadge side="source" /> <b>{names('source')}</b>, {source.profile}, {source.region}
      </span>
      <span>
        <SideBadge side="destination" /> <b>{names('destination')}</b>, {destination.profile},{' '}
        {destination.region}
      </span>
    </div>
  );
}
