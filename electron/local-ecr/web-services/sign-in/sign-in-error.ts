import { WebError } from '../web-error.ts';
import type { ErrorFault, WebService } from '../web-operation.ts';
import type { RefreshFailure } from '../../sign-in/login-sessions.ts';

export function refreshFailed(error: RefreshFailure): WebError {
  return new WebError('AccessDeniedException', 400, { error, message: 'The session cannot be prolonged' });
}

export function invalidRequest(message: string): WebError {
  return new WebError('ValidationException', 400, { error: 'INVALID_REQUEST', message });
}

export const signIn: WebService = { service: 'sign-in', errorOf };

function errorOf(fault: ErrorFault): WebError {
  switch (fault) {
    case 'server-error':
      return new WebError('InternalServerException', 500, {
        error: 'server_error',
        message: 'Internal error',
      });
    case 'throttle':
      return new WebError('TooManyRequestsError', 429, { error: 'rate_exceeded', message: 'Rate exceeded' });
    case 'access-denied':
      return refreshFailed('INSUFFICIENT_PERMISSIONS');
    case 'expired-token':
      return refreshFailed('TOKEN_EXPIRED');
  }
}
