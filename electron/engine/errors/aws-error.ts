import { z } from 'zod';

/**
 * The parts of an SDK error that matter. Unmodelled errors arrive as a generic class with the code in `name`,
 * so the name decides, never the class and never the HTTP status (ECR answers 400 for nearly everything).
 */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** Node's code of a network failure: ECONNRESET, ENOTFOUND… */
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** The SDK found this machine's clock off by minutes and corrected itself: the next attempt may pass. */
  readonly clockSkewCorrected: boolean;
}

const optionalText = z.string().optional().catch(undefined);

const thrown = z.object({
  name: optionalText,
  message: optionalText,
  code: optionalText,
  cause: z.object({ code: optionalText }).optional().catch(undefined),
  $metadata: z
    .object({
      requestId: optionalText,
      httpStatusCode: z.number().optional().catch(undefined),
      clockSkewCorrected: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

const nothingKnown: AwsError = {
  name: 'Unknown',
  message: '',
  code: undefined,
  status: undefined,
  requestId: undefined,
  clockSkewCorrected: false,
};

/** Reads whatever was thrown; anything that is not an error object becomes an unnamed one. */
export function readAwsError(error: unknown): AwsError {
  const { success, data } = thrown.safeParse(error);
  if (!success) return { ...nothingKnown, message: String(error) };
  return {
    name: data.name ?? 'Unknown',
    message: data.message ?? '',
    code: data.code ?? data.cause?.code,
    status: data.$metadata?.httpStatusCode,
    requestId: data.$metadata?.requestId,
    clockSkewCorrected: data.$metadata?.clockSkewCorrected === true,
  };
}

const networkCodes: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
]);

export const isNetworkError = ({ name, code, message }: AwsError): boolean =>
  name === 'TimeoutError' ||
  name === 'RequestTimeout' ||
  (code !== undefined && networkCodes.has(code)) ||
  [...networkCodes].some((networkCode) => message.includes(networkCode)) ||
  message.includes('socket hang up') ||
  message === 'aborted';

const throttlingNames: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
]);

/** LimitExceededException is left out on purpose: for ECR it is a quota that is full, which no waiting cures. */
export const isThrottling = ({ name, status }: AwsError): boolean =>
  throttlingNames.has(name) || status === 429;

export const isServerFault = ({ name, status }: AwsError): boolean =>
  name === 'ServerException' || name === 'InternalFailure' || (status !== undefined && status >= 500);
