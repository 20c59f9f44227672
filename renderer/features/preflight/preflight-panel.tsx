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
  /** Undefined while it is being made. */
  readonly plan: Plan | undefined;
}

const sides = ['source', 'destination'] as const;

/** Whether both profiles may do what the plan needs: tried by itself, all that is missing told at once. */
export function PreflightPanel({ plan }: Props) {
  const { data: report, error, isFetching, refetch } = usePreflight(plan);
  if (plan && findRefusals(plan).length > 0) return null;
  const again = (): void => void refetch();
  return (
    <section aria-label="Permissions" aria-busy={isFetching} className={styles.panel}>
      <div className={styles.line} role="status">
        <Verdict plan={plan} report={report} isFetching={isFetching} />
        {!isFetching && plan && (
          <Button variant="inline-link" onClick={again}>
            Check permissions again
          </Button>
        )}
      </div>
      {error && !isFetching && <ErrorLine error={toErrorData(error)} actions={{ retry: again }} />}
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
      <StatusIndicator type="loading">
        Checking permissions. Nothing is written that others see.
      </StatusIndicator>
    );
  }
  if (!report) return <StatusIndicator type="warning">The permissions could not be checked.</StatusIndicator>;
  const missing = preflightFailures(report).length;
  if (missing > 0) {
    return (
      <StatusIndicator type="error">
        {formatCount(missing, 'check')} failed: this copy would not get through.
      </StatusIndicator>
    );
  }
  const untried = new Set(
    report.checks.flatMap(({ step, outcome }) => (outcome.kind === 'untestable' ? step : [])),
  );
  const what = untried.has('create-repository')
    ? 'creating the repository and writing images'
    : 'writing images';
  return (
    <StatusIndicator>
      Permissions: all that can be tried is allowed
      {untried.size > 0 && `; ${what} cannot be tried ahead`}.
    </StatusIndicator>
  );
}
