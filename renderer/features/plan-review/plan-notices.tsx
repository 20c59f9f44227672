import Alert from '@cloudscape-design/components/alert';
import type { Plan, PlanWarning } from '../../../shared/models/plan.ts';
import type { Side } from '../../../shared/models/result.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import type { ErrorActions } from '../../components/error-actions.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import styles from './review.module.css';

interface Props {
  readonly plan: Plan;
  readonly actions: (side: Side | undefined) => ErrorActions;
  /** True while another plan is being created. */
  readonly outdated: boolean;
}

/** Shown elsewhere on the page: conflicts stand in the table, and the quota beside the estimated time. */
const isShownElsewhere = ({ kind }: PlanWarning): boolean =>
  kind === 'tags-move' || kind === 'put-image-quota';

/** What prevents the whole plan, and what the user should know before it is started. */
export function PlanNotices({ plan, actions, outdated }: Props) {
  const warnings = plan.warnings.filter((warning) => !isShownElsewhere(warning));
  if (plan.blockers.length + warnings.length === 0) return null;
  return (
    <div className={`${styles.notices} ${outdated ? styles.outdated : ''}`} aria-busy={outdated}>
      {plan.blockers.map((blocker) => (
        <ErrorAlert
          key={`${blocker.code} ${blocker.message}`}
          error={blocker}
          actions={actions(blocker.side)}
        />
      ))}
      {warnings.length > 0 && (
        <Alert type="warning">
          {warnings.map((warning) => (
            <div key={JSON.stringify(warning)}>{describeWarning(warning)}</div>
          ))}
        </Alert>
      )}
    </div>
  );
}
