import { WebError } from '../web-error.ts';
import type { ErrorFault, WebCall, WebService } from '../web-operation.ts';
import type { AccessToken } from '../../identity-center/access-tokens.ts';

const statuses = {
  ForbiddenException: 403,
  InternalServerException: 500,
  InvalidRequestException: 400,
  TooManyRequestsException: 429,
  UnauthorizedException: 401,
} as const;

export function portalError(name: keyof typeof statuses, message: string): WebError {
  return new WebError(name, statuses[name], { __type: `com.amazonaws.switchboard.portal#${name}`, message });
}

const noSession = () => portalError('UnauthorizedException', 'Session token not found or invalid');

/** The user is signed in, but has no such assignment. */
export const noAccess = () => portalError('ForbiddenException', 'No access');

export const portal: WebService = { service: 'portal', errorOf };

function errorOf(fault: ErrorFault): WebError {
  switch (fault) {
    case 'server-error':
      return portalError('InternalServerException', 'Internal server error');
    case 'throttle':
      return portalError('TooManyRequestsException', 'HTTP 429 Unknown Code');
    case 'access-denied':
      return noAccess();
    case 'expired-token':
      return noSession();
  }
}

/**
 * The sign-in of a call of the portal.
 *
 * @throws WebError UnauthorizedException
 */
export function requireSignIn({ services, request }: WebCall): AccessToken {
  const token = services.identityCenter.tokens.find(String(request.headers['x-amz-sso_bearer_token'] ?? ''));
  if (!token) throw noSession();
  return token;
}

/** @throws WebError InvalidRequestException */
export function requireParameter({ url }: WebCall, name: string): string {
  const value = url.searchParams.get(name);
  if (value === null || value === '')
    throw portalError('InvalidRequestException', `The request is missing ${name}`);
  return value;
}
