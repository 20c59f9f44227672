import type { UploadStrategy } from '../models/plan.ts';
import { assertNever } from '../models/result.ts';

/** Why layers of the same registry are uploaded; what is denied follows. */
export const mountingDenied = 'Layers are uploaded. Mounting them is faster, but is not allowed.';

/** The upload method in a few words, with the reason; undefined when no layer is transferred. */
export function describeUploadStrategy(strategy: UploadStrategy): string | undefined {
  switch (strategy.kind) {
    case 'none':
      return undefined;
    case 'registry':
      return strategy.mayMount
        ? 'mounted within the registry where it allows that, else through its endpoint as raw bytes'
        : 'through the registry endpoint, as raw bytes';
    case 'api':
      return strategy.because === 'chosen'
        ? 'through the ECR API, as chosen'
        : `through the ECR API, because the registry endpoint cannot be used: ${strategy.error.message}`;
    default:
      return assertNever(strategy);
  }
}
