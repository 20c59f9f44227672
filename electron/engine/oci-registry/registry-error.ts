import { z } from 'zod';
import type { AwsError } from '../errors/aws-error.ts';
import { unknownAwsError } from '../errors/aws-error.ts';
import type { CallContext } from '../errors/describe-aws-error.ts';
import { describeAwsError } from '../errors/describe-aws-error.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { RegistryResponse } from './send-request.ts';

/** The registry does not take the token: it has ended, or was taken back. */
export class RegistryTokenRefusedError extends Error {
  override readonly name = 'RegistryTokenRefusedError';
  /** The request that it refused, such as `GET /v2/`. */
  readonly request: string;
  readonly host: string;
  readonly status: number;

  constructor(
    message: string,
    { request, host, status }: Pick<RegistryTokenRefusedError, 'request' | 'host' | 'status'>,
  ) {
    super(message);
    this.request = request;
    this.host = host;
    this.status = status;
  }
}

/** The refusal of a token behind whatever was thrown. */
export function tokenRefusal(thrown: unknown): RegistryTokenRefusedError | undefined {
  let cause = thrown;
  while (cause instanceof EngineError) ({ cause } = cause);
  return cause instanceof RegistryTokenRefusedError ? cause : undefined;
}

/** A token that ECR has just given out is refused as well: asking for another one does not help. */
export const everyTokenRefused = (refusal: RegistryTokenRefusedError, profile: string): EngineError =>
  new EngineError(
    {
      code: 'access-denied',
      message: `${refusal.host} refused ${refusal.request} with the authorization token that ECR had just issued for profile ${profile}. A proxy that changes the Authorization header, or a policy of the registry, is the usual cause.`,
      side: 'destination',
      retryable: false,
      action: 'retry',
      detail: `${refusal.request}: HTTP ${refusal.status} · ${refusal.message}`,
    },
    refusal,
  );

const errorBody = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string().default('') })).min(1),
});

/** The first error of the protocol's error body (OCI distribution specification, "Error Codes"). */
function firstError(text: string): { readonly code: string; readonly message: string } {
  try {
    const [first] = errorBody.parse(JSON.parse(text)).errors;
    return first ?? { code: 'UNKNOWN', message: text };
  } catch {
    return { code: 'UNKNOWN', message: text.slice(0, 500) };
  }
}

/** What ECR's API calls the same refusal, so that it is told in the same words. */
const apiNames: Readonly<Record<string, string>> = {
  BLOB_UPLOAD_INVALID: 'InvalidLayerPartException',
  BLOB_UPLOAD_UNKNOWN: 'UploadNotFoundException',
  DIGEST_INVALID: 'InvalidLayerException',
  NAME_UNKNOWN: 'RepositoryNotFoundException',
  SIZE_INVALID: 'LayerPartTooSmallException',
  TOOMANYREQUESTS: 'ThrottlingException',
};

function nameOf(status: number, code: string, message: string): string {
  if (status === 429) return 'ThrottlingException';
  if (status >= 500) return 'ServerException';
  // The registry says DENIED for a full quota too (aws/containers-roadmap#2159).
  if (code === 'DENIED')
    return /not authorized to perform/.test(message) ? 'AccessDeniedException' : 'LimitExceededException';
  return apiNames[code] ?? code;
}

const isTokenRefused = (status: number, message: string): boolean =>
  status === 401 || (status === 403 && /authorization token has expired/i.test(message));

/**
 * A refusal of the registry as the engine's error.
 *
 * @throws RegistryTokenRefusedError where a new token may help.
 */
export function registryError(
  { status, headers, text }: RegistryResponse,
  context: CallContext & { readonly request: string; readonly host: string },
): EngineError {
  const { code, message } = firstError(text);
  if (isTokenRefused(status, message)) throw new RegistryTokenRefusedError(message, { ...context, status });
  const requestId = headers['x-amzn-requestid'];
  const error: AwsError = {
    ...unknownAwsError,
    name: nameOf(status, code, message),
    message,
    status,
    requestId: typeof requestId === 'string' ? requestId : undefined,
  };
  return new EngineError(describeAwsError(error, context), {
    ...error,
    $metadata: { httpStatusCode: status },
  });
}
