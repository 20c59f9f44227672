import { z } from 'zod';
import type { AwsError } from '../errors/aws-error.ts';
import { unknownAwsError } from '../errors/aws-error.ts';
import type { ErrorContext } from '../errors/describe-aws-error.ts';
import { describeAwsError } from '../errors/describe-aws-error.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { RegistryResponse } from './registry-response.ts';

/** The registry rejected the token, because it expired or was revoked. */
export class RegistryTokenRejectedError extends Error {
  override readonly name = 'RegistryTokenRejectedError';
  /** The rejected request, such as `GET /v2/`. */
  readonly request: string;
  readonly host: string;
  readonly status: number;

  constructor(
    message: string,
    { request, host, status }: Pick<RegistryTokenRejectedError, 'request' | 'host' | 'status'>,
  ) {
    super(message);
    this.request = request;
    this.host = host;
    this.status = status;
  }
}

/** The rejection of a token that caused an error; undefined for any other error. */
export function tokenRejection(thrown: unknown): RegistryTokenRejectedError | undefined {
  let cause = thrown;
  while (cause instanceof EngineError) ({ cause } = cause);
  return cause instanceof RegistryTokenRejectedError ? cause : undefined;
}

/** The registry rejected a token that ECR had just issued: another new token does not help. */
export const newTokenRejectedError = (rejection: RegistryTokenRejectedError, profile: string): EngineError =>
  new EngineError(
    {
      code: 'access-denied',
      message: `${rejection.host} refused ${rejection.request} with the authorization token that ECR had just issued for profile ${profile}. A proxy that changes the Authorization header, or a policy of the registry, is the usual cause.`,
      side: 'destination',
      retryable: false,
      action: 'retry',
      detail: `${rejection.request}: HTTP ${rejection.status} · ${rejection.message}`,
    },
    rejection,
  );

const errorBody = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string().default('') })).min(1),
});

/** The first error of an error response (OCI distribution specification, "Error Codes"). */
function firstError(text: string): { readonly code: string; readonly message: string } {
  try {
    const [first] = errorBody.parse(JSON.parse(text)).errors;
    return first ?? { code: 'UNKNOWN', message: text };
  } catch {
    return { code: 'UNKNOWN', message: text.slice(0, 500) };
  }
}

/** The name of the same error in the ECR API, so that both upload methods show the same sentences. */
const apiNames: Readonly<Record<string, string>> = {
  BLOB_UPLOAD_INVALID: 'InvalidLayerPartException',
  BLOB_UPLOAD_UNKNOWN: 'UploadNotFoundException',
  DIGEST_INVALID: 'InvalidLayerException',
  NAME_UNKNOWN: 'RepositoryNotFoundException',
  SIZE_INVALID: 'LayerPartTooSmallException',
  TOOMANYREQUESTS: 'ThrottlingException',
};

function getName(status: number, code: string, message: string): string {
  if (status === 429) return 'ThrottlingException';
  if (status >= 500) return 'ServerException';
  // The registry responds DENIED for an exceeded quota too (aws/containers-roadmap#2159).
  if (code === 'DENIED')
    return /not authorized to perform/.test(message) ? 'AccessDeniedException' : 'LimitExceededException';
  return apiNames[code] ?? code;
}

const isTokenRejected = (status: number, message: string): boolean =>
  status === 401 || (status === 403 && /authorization token has expired/i.test(message));

/**
 * Converts an error response of the registry.
 *
 * @throws RegistryTokenRejectedError when a new token may help.
 */
export function registryError(
  { status, headers, text }: RegistryResponse,
  context: ErrorContext & { readonly request: string; readonly host: string },
): EngineError {
  const { code, message } = firstError(text);
  if (isTokenRejected(status, message)) throw new RegistryTokenRejectedError(message, { ...context, status });
  const requestId = headers['x-amzn-requestid'];
  const error: AwsError = {
    ...unknownAwsError,
    name: getName(status, code, message),
    message,
    status,
    requestId: typeof requestId === 'string' ? requestId : undefined,
  };
  return new EngineError(describeAwsError(error, context), {
    ...error,
    $metadata: { httpStatusCode: status },
  });
}
