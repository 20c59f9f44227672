import type { ErrorData, Side } from '../result.ts';

/** What is tried before a copy, from cheap to dear; nothing of it leaves a trace that others see. */
export type PreflightStep =
  | 'credentials'
  | 'account'
  | 'read-manifest'
  | 'download-layer'
  | 'find-repository'
  | 'check-layers'
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
