import type { Caller } from '../../accounts/accounts.ts';
import { EcrError } from '../../registry/ecr-error.ts';
import type { Services } from '../../core/services.ts';
import type { StsParameters } from './sts-parameters.ts';

/** A call of STS that was let in. */
export interface StsCall {
  readonly services: Services;
  readonly parameters: StsParameters;
}

/** A call together with who signed it. */
export interface SignedStsCall extends StsCall {
  readonly caller: Caller;
}

/** @returns AccessDenied, by which STS refuses with a sentence of its own */
export function stsAccessDenied(message: string): EcrError {
  return new EcrError('AccessDenied', message, { status: 403 });
}

/** @returns AccessDenied in the sentence that all of AWS uses */
export function notAuthorized({ principal }: Caller, operation: string, resource: string): EcrError {
  return stsAccessDenied(
    `User: ${principal.arn} is not authorized to perform: sts:${operation} on resource: ${resource}`,
  );
}
