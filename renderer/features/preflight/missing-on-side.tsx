import type { Plan } from '../../../shared/models/plan.ts';
import type { PreflightReport } from '../../../shared/models/preflight.ts';
import { preflightFailures } from '../../../shared/models/preflight.ts';
import { describePolicyRequest } from '../../../shared/policies/administrator-request.ts';
import { listRequiredPolicies } from '../../../shared/policies/needed-policies.ts';
import { createPlanRoute } from '../../../shared/policies/route.ts';
import type { Side } from '../../../shared/result.ts';
import { CopyAction } from '../../components/copy-button.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { SideBadge } from '../../components/side-badge.tsx';
import { PolicyCopies } from './policy-copies.tsx';
import styles from './preflight.module.css';

interface Props {
  readonly side: Side;
  readonly plan: Plan;
  readonly report: PreflightReport;
}

/** The failed checks of one side, and the least-privilege policy that fixes them. */
export function MissingOnSide({ side, plan, report }: Props) {
  const errors = preflightFailures({ checks: report.checks.filter((check) => check.side === side) });
  if (errors.length === 0) return null;
  const route = createPlanRoute(plan);
  const isDenied = errors.some(({ code }) => code === 'access-denied');
  const policies = isDenied ? listRequiredPolicies(route, plan).filter((needed) => needed.side === side) : [];
  return (
    <div className={styles.missing} role="group" aria-label={`Missing at the ${side}`}>
      <SideBadge side={side} />
      <ul className={styles.errors}>
        {errors.map((error) => (
          <li key={error.message}>
            <ErrorLine error={error} showSide={false} />
          </li>
        ))}
      </ul>
      {isDenied && (
        <div className={styles.copies}>
          <PolicyCopies policies={policies} />
          <CopyAction text={describePolicyRequest(route, plan)}>Copy request for admin</CopyAction>
        </div>
      )}
    </div>
  );
}
