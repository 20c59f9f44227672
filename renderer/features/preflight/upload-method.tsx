import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Plan } from '../../../shared/models/plan.ts';
import type { PreflightReport } from '../../../shared/models/preflight.ts';
import { triedUploadMethod } from '../../../shared/models/preflight.ts';
import { listRequiredPolicies } from '../../../shared/policies/required-policies.ts';
import { createPlanRoute } from '../../../shared/policies/policy-route.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import { mountingDenied } from '../../../shared/text/upload-method.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { PolicyCopies } from './policy-copies.tsx';
import styles from './preflight.module.css';

interface SlowerMethod {
  readonly method: string;
  readonly error: ErrorData;
}

function slowerMethodIn(report: PreflightReport): SlowerMethod | undefined {
  const tried = triedUploadMethod(report);
  if (tried?.kind === 'api')
    return {
      method:
        'Layers are uploaded through the ECR API, which sends a third more bytes. The registry endpoint is faster, but is not available.',
      error: tried.error,
    };
  return tried?.mountError ? { method: mountingDenied, error: tried.mountError } : undefined;
}

/** The upload method and why the faster one cannot be used; renders nothing when the fastest is used. */
export function UploadMethod({ plan, report }: { readonly plan: Plan; readonly report: PreflightReport }) {
  const slower = slowerMethodIn(report);
  if (!slower) return null;
  const { method, error } = slower;
  const policies = listRequiredPolicies(createPlanRoute(plan), plan).filter(
    ({ side }) => side === 'destination',
  );
  return (
    <div className={styles.method} role="group" aria-label="Upload method">
      <StatusIndicator type="warning">{method}</StatusIndicator>
      <ErrorLine error={error} showSide={false} />
      {error.code === 'access-denied' && (
        <div className={styles.copies}>
          <PolicyCopies policies={policies} />
        </div>
      )}
    </div>
  );
}
