import { z } from 'zod';
import type { HttpResponse } from './send-request.ts';
import { readJson } from './send-request.ts';

/** The errors of OAuth 2.0 by which AWS's names are known when an answer carries no other (RFC 6749 5.2, RFC 8628 3.5). */
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

/** What IAM Identity Center refused; never holds anything that was sent. */
export class ServiceError extends Error {
  /** AWS's name: `AuthorizationPendingException`. */
  override readonly name: string;
  readonly status: number;
  readonly requestId: string | undefined;

  /** @param description in AWS's words. */
  constructor(name: string, status: number, description = '', requestId?: string) {
    super(description);
    this.name = name;
    this.status = status;
    this.requestId = requestId;
  }
}

export const hasErrorName = (error: unknown, name: string): boolean =>
  error instanceof ServiceError && error.name === name;

/** The error that the browser brought back; the text itself may be anything and is told to nobody. */
export const readCallbackError = (error: string): ServiceError =>
  new ServiceError(namesByOAuthError[error] ?? 'Unknown', 400);

/** `com.amazonaws.ssooidc#SlowDownException:http://…` → `SlowDownException` */
const plainName = (type: string): string => type.replace(/:.*$/, '').replace(/^.*#/, '');

const header = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Takes what was sent out of what came back: AWS's words are shown, secrets never. */
const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((held, secret) => (secret === '' ? held : held.replaceAll(secret, '…')), text).slice(0, 300);

/** Reads an answer with a status that is not 2xx. @throws NotAwsError when it is not from AWS. */
export function readServiceError(
  url: string,
  answer: HttpResponse,
  secrets: readonly string[],
): ServiceError {
  const body = errorBody.parse(readJson(url, answer));
  const type = header(answer.headers['x-amzn-errortype']) ?? body.type;
  const name =
    type === undefined ? (namesByOAuthError[body.error ?? ''] ?? `Status${answer.status}`) : plainName(type);
  return new ServiceError(
    name,
    answer.status,
    withoutSecrets(body.description, secrets),
    header(answer.headers['x-amzn-requestid']),
  );
}
