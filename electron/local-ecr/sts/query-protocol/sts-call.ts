import type { Caller } from '../../accounts/accounts.ts';
import { EcrError } from '../../registry/ecr-error.ts';
import type { Services } from '../../core/services.ts';
import type { StsParameters } from './sts-parameters.ts';

/** A call of STS. */
export interface StsCall {
  readonly services: Services;
  readonly parameters: StsParameters;
}

/** A call of STS with its authenticated caller. */
export interface SignedStsCall extends StsCall {
  readonly caller: Caller;
}

/** @returns AccessDenied with a message of STS. */
export function stsAccessDenied(message: string): EcrError {
  return new EcrError('AccessDenied', message, { status: 403 });
}

/** @returns AccessDenied with the message that all AWS services use. */
export function notAuthorized({ principal }: Caller, operation: string, resource: string): EcrError {
  return stsAccessDenied(
    `User: ${principal.arn} is not authorized to perform: sts:${operation} on resource: ${resource}`,
  );
}
