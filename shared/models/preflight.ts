import type { ErrorData, Side } from './result.ts';

/** The checks before a copy, the fastest first. None leaves a visible trace. */
export type PreflightStep =
  | 'credentials'
  | 'account'
  | 'read-manifest'
  | 'download-layer'
  | 'find-repository'
  | 'check-layers'
  /** GetAuthorizationToken, and a request to the registry endpoint. */
  | 'registry-endpoint'
  /** Reads of the source as the destination's identity: what mounting its layers takes. */
  | 'mount-layers'
  | 'start-upload'
  | 'upload-part'
  | 'complete-upload'
  | 'put-image'
  | 'create-repository';

export interface PreflightCheck {
  readonly side: Side;
  readonly step: PreflightStep;
  /** The permission that it needs, where it needs one: `ecr:PutImage`. */
  readonly permission?: string | undefined;
  readonly outcome:
    | { readonly kind: 'passed' }
    | { readonly kind: 'failed'; readonly error: ErrorData }
    /** Refused, and the copy works without it: what that costs is said in the error. */
    | { readonly kind: 'optional'; readonly error: ErrorData }
    /** Not tried, because something before it failed or the plan does not need it. */
    | { readonly kind: 'skipped' }
    /** ECR offers no way to try it without doing it. */
    | { readonly kind: 'untestable' };
}

export interface PreflightReport {
  readonly planId: string;
  readonly checks: readonly PreflightCheck[];
}

/** What is missing, in the order of the checks; empty when nothing is that can be tried. */
export const preflightFailures = ({ checks }: Pick<PreflightReport, 'checks'>): readonly ErrorData[] =>
  checks.flatMap(({ outcome }) => (outcome.kind === 'failed' ? outcome.error : []));

/** How the layers will be uploaded, as far as it was tried, and what the faster method lacks. */
export type TriedUploadMethod =
  | { readonly kind: 'registry'; readonly mountError?: ErrorData }
  | { readonly kind: 'api'; readonly error: ErrorData };

/** Undefined where no layer has to be uploaded, or where the registry endpoint was not tried. */
export function triedUploadMethod({
  checks,
}: Pick<PreflightReport, 'checks'>): TriedUploadMethod | undefined {
  const getOutcome = (step: PreflightStep) => checks.find((check) => check.step === step)?.outcome;
  const endpoint = getOutcome('registry-endpoint');
  if (endpoint?.kind === 'optional') return { kind: 'api', error: endpoint.error };
  if (endpoint?.kind !== 'passed') return undefined;
  const mount = getOutcome('mount-layers');
  return mount?.kind === 'optional' ? { kind: 'registry', mountError: mount.error } : { kind: 'registry' };
}
