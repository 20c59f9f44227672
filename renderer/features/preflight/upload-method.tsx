import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Plan } from '../../../shared/models/plan.ts';
import type { PreflightReport } from '../../../shared/models/preflight.ts';
import { triedUploadMethod } from '../../../shared/models/preflight.ts';
import { listRequiredPolicies } from '../../../shared/policies/required-policies.ts';
import { createPlanRoute } from '../../../shared/policies/policy-route.ts';
import type { ErrorData } from '../../../shared/result.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { PolicyCopies } from './policy-copies.tsx';
import styles from './preflight.module.css';
import { withoutSide } from './without-side.ts';

interface Lacking {
  readonly method: string;
  readonly error: ErrorData;
}

function lackingIn(report: PreflightReport): Lacking | undefined {
  const tried = triedUploadMethod(report);
  if (tried?.kind === 'api')
    return {
      method:
        'Layers go through the ECR API, with a third more bytes. The registry endpoint is faster, but cannot be used.',
      error: tried.error,
    };
  return tried?.mountError
    ? { method: 'Layers are uploaded. Mounting them is faster, but is not allowed.', error: tried.mountError }
    : undefined;
}

/** Which upload method is used, and what the faster one lacks; nothing where the fastest one is used. */
export function UploadMethod({ plan, report }: { readonly plan: Plan; readonly report: PreflightReport }) {
  const lacking = lackingIn(report);
  if (!lacking) return null;
  const { method, error } = lacking;
  const policies = listRequiredPolicies(createPlanRoute(plan), plan).filter(
    ({ side }) => side === 'destination',
  );
  return (
    <div className={styles.method} role="group" aria-label="Upload method">
      <StatusIndicator type="warning">{method}</StatusIndicator>
      <ErrorLine error={withoutSide(error)} />
      {error.code === 'access-denied' && (
        <div className={styles.copies}>
          <PolicyCopies policies={policies} />
        </div>
      )}
    </div>
  );
}
