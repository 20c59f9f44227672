import type { OpenCall } from '../calls/call-log.ts';
import { EcrError } from '../registry/ecr-error.ts';
import type { Services } from '../core/services.ts';
import { stsAccessDenied } from './query-protocol/sts-call.ts';

/**
 * Injects the fault that matches this call, before the call is applied.
 *
 * @returns whether to answer normally, never to answer, or to break the connection
 * @throws EcrError the error of the fault
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
