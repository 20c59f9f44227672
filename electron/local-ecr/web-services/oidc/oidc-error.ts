import { z } from 'zod';
import { WebError } from '../web-error.ts';
import type { ErrorFault, WebService } from '../web-operation.ts';

/** The errors of RFC 6749, 7591 and 8628 with their exception names in AWS. */
const exceptions = {
  access_denied: 'AccessDeniedException',
  authorization_pending: 'AuthorizationPendingException',
  expired_token: 'ExpiredTokenException',
  invalid_client: 'InvalidClientException',
  invalid_client_metadata: 'InvalidClientMetadataException',
  invalid_grant: 'InvalidGrantException',
  invalid_redirect_uri: 'InvalidRedirectUriException',
  invalid_request: 'InvalidRequestException',
  invalid_scope: 'InvalidScopeException',
  server_error: 'InternalServerException',
  slow_down: 'SlowDownException',
  unsupported_grant_type: 'UnsupportedGrantTypeException',
} as const;

export type OidcErrorCode = keyof typeof exceptions;

/** An error response of the OIDC service, including the namespace of the exception name. */
export function oidcError(error: OidcErrorCode, description: string): WebError {
  const name = exceptions[error];
  const type = `${name}:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/`;
  return new WebError(name, statusOf(error), { error, error_description: description }, type);
}

function statusOf(error: OidcErrorCode): number {
  if (error === 'server_error') return 500;
  return error === 'invalid_client' ? 401 : 400;
}

export const oidc: WebService = { service: 'oidc', errorOf };

function errorOf(fault: ErrorFault): WebError {
  switch (fault) {
    case 'server-error':
      return oidcError('server_error', 'Internal server error');
    case 'throttle':
      return oidcError('slow_down', 'Request rate is too high');
    case 'access-denied':
      return oidcError('access_denied', 'Access denied');
    case 'expired-token':
      return oidcError('expired_token', 'Token is expired');
  }
}

/** @throws WebError invalid_request */
export function readOidcInput<T>(schema: z.ZodType<T>, body: Buffer): T {
  try {
    return schema.parse(JSON.parse(body.toString()));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : 'The body is not JSON';
    throw oidcError('invalid_request', what);
  }
}
