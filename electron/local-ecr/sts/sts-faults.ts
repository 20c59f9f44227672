import type { OpenCall } from '../calls/call-log.ts';
import { EcrError } from '../registry/ecr-error.ts';
import type { Services } from '../core/services.ts';
import { stsAccessDenied } from './query-protocol/sts-call.ts';

/**
 * Lets the fault that waits for this call strike, before the call is applied.
 *
 * @returns what is to become of the connection: nothing, no answer at all, or a break
 * @throws EcrError the refusal that the fault stands for
 */
export function injectStsFault({ faults }: Services, call: OpenCall): 'none' | 'stall' | 'reset' {
  const fault = faults.take(
    ['stall', 'reset-request', 'server-error', 'throttle', 'access-denied', 'expired-token'],
    call.record,
  );
  const { operation, principalArn = 'anonymous', roleArn = '*' } = call.record;
  switch (fault?.kind) {
    case undefined:
      return 'none';
    case 'stall':
      return 'stall';
    case 'reset-request':
      return 'reset';
    case 'server-error':
      throw new EcrError('InternalFailure', 'An internal error occurred.', { status: fault.status });
    case 'throttle':
      throw new EcrError('Throttling', 'Rate exceeded');
    case 'access-denied':
      throw stsAccessDenied(
        `User: ${principalArn} is not authorized to perform: sts:${operation} on resource: ${roleArn}`,
      );
    case 'expired-token':
      throw new EcrError('ExpiredTokenException', 'The security token included in the request is expired');
  }
}
