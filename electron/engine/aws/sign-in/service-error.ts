import { z } from 'zod';
import type { HttpResponse } from './send-request.ts';
import { NotAwsError, readJson } from './send-request.ts';

/** AWS's error names by OAuth 2.0 error code, for responses without a name (RFC 6749 section 5.2, RFC 8628 section 3.5). */
const namesByOAuthError: Readonly<Record<string, string>> = {
  access_denied: 'AccessDeniedException',
  authorization_pending: 'AuthorizationPendingException',
  expired_token: 'ExpiredTokenException',
  invalid_client: 'InvalidClientException',
  invalid_grant: 'InvalidGrantException',
  invalid_request: 'InvalidRequestException',
  invalid_scope: 'InvalidScopeException',
  slow_down: 'SlowDownException',
  unauthorized_client: 'UnauthorizedClientException',
  unsupported_grant_type: 'UnsupportedGrantTypeException',
};

const optionalText = z.string().optional().catch(undefined);
const errorBody = z
  .object({
    __type: optionalText,
    error: optionalText,
    error_description: optionalText,
    message: optionalText,
  })
  .transform(({ __type: type, error, error_description: description, message }) => ({
    type,
    error,
    description: description ?? message ?? '',
  }))
  .catch({ type: undefined, error: undefined, description: '' });

/** An error response of IAM Identity Center or AWS sign-in, without the secrets of the request. */
export class ServiceError extends Error {
  /** AWS's name: `AuthorizationPendingException`. */
  override readonly name: string;
  readonly status: number;
  readonly requestId: string | undefined;

  /** @param description the message of AWS. */
  constructor(name: string, status: number, description = '', requestId?: string) {
    super(description);
    this.name = name;
    this.status = status;
    this.requestId = requestId;
  }
}

/** Whether AWS responded with this error name, such as `SlowDownException`; false for any other kind of error. */
export const hasErrorName = (error: unknown, name: string): boolean =>
  error instanceof ServiceError && error.name === name;

/** The error in the redirect of the browser. Its text is not kept: any page can set it. */
export const readCallbackError = (error: string): ServiceError =>
  new ServiceError(namesByOAuthError[error] ?? 'Unknown', 400);

/** `com.amazonaws.ssooidc#SlowDownException:http://…` → `SlowDownException` */
const plainName = (type: string): string => type.replace(/:.*$/, '').replace(/^.*#/, '');

const readHeader = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Removes the secrets of the request from the message of AWS, which is displayed. */
const removeSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '…')), text).slice(0, 300);

/** Reads an error response. @throws NotAwsError when it is not from AWS. */
export function readServiceError(
  url: string,
  response: HttpResponse,
  secrets: readonly string[],
): ServiceError {
  const { status, headers } = response;
  // APIs of AWS never redirect.
  if (status >= 300 && status < 400) throw new NotAwsError(url, status);
  const body = errorBody.parse(readJson(url, response));
  const type = readHeader(headers['x-amzn-errortype']) ?? body.type;
  const name =
    type === undefined ? (namesByOAuthError[body.error ?? ''] ?? `Status${status}`) : plainName(type);
  const description = removeSecrets(body.description, secrets);
  return new ServiceError(name, status, description, readHeader(headers['x-amzn-requestid']));
}
