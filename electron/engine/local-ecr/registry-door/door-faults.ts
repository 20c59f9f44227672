import type { OpenCall } from '../calls/call-log.ts';
import type { Faults } from '../faults/faults.ts';
import { EcrError } from '../registry/ecr-error.ts';

/**
 * Lets the faults that strike before a call is applied do so at this door too.
 *
 * @returns what becomes of the connection
 * @throws EcrError for the faults that are answers
 */
export function strikeBefore(faults: Faults, call: OpenCall): 'go-on' | 'hang-up' | 'stall' {
  const fault = faults.take(
    ['access-denied', 'reset-request', 'server-error', 'stall', 'throttle'],
    call.record,
  );
  switch (fault?.kind) {
    case undefined:
      return 'go-on';
    case 'reset-request':
      return 'hang-up';
    case 'stall':
      return 'stall';
    case 'throttle':
      throw new EcrError('ThrottlingException', 'Rate exceeded');
    case 'access-denied':
      throw new EcrError('AccessDeniedException', 'Access denied');
    case 'server-error':
      throw new EcrError('ServerException', 'Internal failure', { status: fault.status });
  }
}
