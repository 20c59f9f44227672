import Button from '@cloudscape-design/components/button';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { findRefusals } from '../../../shared/models/plan.ts';
import type { PreflightReport } from '../../../shared/models/preflight.ts';
import { preflightFailures } from '../../../shared/models/preflight.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { usePreflight } from './api.ts';
import { CheckList } from './check-list.tsx';
import { MissingOnSide } from './missing-on-side.tsx';
import styles from './preflight.module.css';

import { UploadMethod } from './upload-method.tsx';

interface Props {
  /** Undefined while it is being created. */
  readonly plan: Plan | undefined;
}

const sides = ['source', 'destination'] as const;

/** Checks automatically whether both profiles have the permissions that the plan needs, and lists all missing ones. */
export function PreflightPanel({ plan }: Props) {
  const { data: report, error, isFetching, refetch } = usePreflight(plan);
  if (plan && findRefusals(plan).length > 0) return null;
  const checkAgain = (): void => void refetch();
  return (
    <section aria-label="Permissions" aria-busy={isFetching} className={styles.panel}>
      <div className={styles.line} role="status">
        <Verdict plan={plan} report={report} isFetching={isFetching} />
        {!isFetching && plan && (
          <Button variant="inline-link" onClick={checkAgain}>
            Check permissions again
          </Button>
        )}
      </div>
      {error && !isFetching && <ErrorLine error={toErrorData(error)} actions={{ retry: checkAgain }} />}
      {plan &&
        report &&
        !isFetching &&
        sides.map((side) => <MissingOnSide key={side} side={side} plan={plan} report={report} />)}
      {plan && report && !isFetching && <UploadMethod plan={plan} report={report} />}
      {report && !isFetching && report.checks.length > 0 && <CheckList checks={report.checks} />}
    </section>
  );
}

interface VerdictProps extends Props {
  readonly report: PreflightReport | undefined;
  readonly isFetching: boolean;
}

function Verdict({ plan, report, isFetching }: VerdictProps) {
  if (!plan || isFetching) {
    return (
      <StatusIndicator type="loading">Checking permissions. No visible changes are made.</StatusIndicator>
    );
  }
  if (!report) return <StatusIndicator type="warning">The permission check failed.</StatusIndicator>;
  const missing = preflightFailures(report).length;
  if (missing > 0) {
    return (
      <StatusIndicator type="error">
        {formatCount(missing, 'check')} failed. This replication cannot succeed.
      </StatusIndicator>
    );
  }
  const untestable = new Set(
    report.checks.flatMap(({ step, outcome }) => (outcome.kind === 'untestable' ? step : [])),
  );
  const actions = untestable.has('create-repository')
    ? 'creating the repository and writing images'
    : 'writing images';
  return (
    <StatusIndicator>
      Permissions: all testable actions are allowed
      {untestable.size > 0 && `; ${actions} cannot be tested in advance`}.
    </StatusIndicator>
  );
}
