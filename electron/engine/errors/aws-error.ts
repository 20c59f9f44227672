import { z } from 'zod';

/**
 * The parts of an SDK error that matter. Unmodeled errors arrive as a generic class with the code in `name`,
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
  /** How far the clock of whoever answered is ahead of this machine's, in milliseconds. */
  readonly clockOffset: number | undefined;
  /** Where the connection was to go: a host name, or an address with its port. */
  readonly peer: string | undefined;
  /** The answer was a web page, or leads to one: AWS's API never gives one. */
  readonly isWebPage: boolean;
  /** Something answered, and nothing in its answer is AWS's. */
  readonly isNotAws: boolean;
}

/** Characters of a message that are looked at: a server may send any number. */
const maxText = 16_384;
const optionalText = z
  .string()
  .transform((text) => text.slice(0, maxText))
  .optional()
  .catch(undefined);
const optionalNumber = z.number().optional().catch(undefined);

const connection = z.object({
  code: optionalText,
  hostname: optionalText,
  address: optionalText,
  port: optionalNumber,
});

const thrown = connection.extend({
  name: optionalText,
  message: optionalText,
  cause: connection.optional().catch(undefined),
  /** Of a host with several addresses, each of which was tried. */
  errors: z.array(connection).optional().catch(undefined),
  $metadata: z
    .object({
      requestId: optionalText,
      httpStatusCode: optionalNumber,
      clockSkewCorrected: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  $response: z
    .object({ headers: z.record(z.string(), z.unknown()) })
    .optional()
    .catch(undefined),
});

/** An error of which nothing is known yet. */
export const unknownAwsError: AwsError = {
  name: 'Unknown',
  message: '',
  code: undefined,
  status: undefined,
  requestId: undefined,
  clockSkewCorrected: false,
  clockOffset: undefined,
  peer: undefined,
  isWebPage: false,
  isNotAws: false,
};

/** The name of the error for an answer that can be read and that AWS did not give. */
export const unexpectedResponseName = 'ForeignAnswer';

/** The media type of ECR's answers (AWS JSON protocol 1.1). */
export const isAwsMediaType = (contentType: unknown): boolean => String(contentType).includes('amz-json');

/** The SDK's names for what it cannot read. */
const unreadableNames: ReadonlySet<string> = new Set([
  'SyntaxError',
  'Unknown',
  'UnknownError',
  unexpectedResponseName,
]);

/** An answer that is not in the form of the service's protocol: ECR's is JSON, that of STS is XML. */
export const isUnreadable = ({ name, message }: Pick<AwsError, 'name' | 'message'>): boolean =>
  unreadableNames.has(name) || message.startsWith('@aws-sdk XML parse error');

const peerOf = ({ hostname, address, port }: z.infer<typeof connection>): string | undefined => {
  if (address === undefined) return hostname;
  return port === undefined ? address : `${address}:${port}`;
};

function offsetOf(date: unknown): number | undefined {
  const time = Date.parse(String(date));
  return Number.isNaN(time) ? undefined : time - Date.now();
}

/** Redirects are no part of AWS's APIs: a portal sends to its login page with one. */
const isWebPage = (status: number, contentType: unknown): boolean =>
  status < 500 && ((status >= 300 && status < 400) || String(contentType).startsWith('text/html'));

/** Reads whatever was thrown; anything that is not an error object becomes an unnamed one. */
export function readAwsError(error: unknown): AwsError {
  const { success, data } = thrown.safeParse(error);
  if (!success) return { ...unknownAwsError, message: String(error) };
  const { cause, errors = [], $metadata, $response } = data;
  const places = [data, ...(cause ? [cause] : []), ...errors];
  const status = $metadata?.httpStatusCode;
  const name = data.name ?? 'Unknown';
  const contentType = $response?.headers['content-type'];
  return {
    name,
    message: data.message ?? '',
    code: places.map(({ code }) => code).find(Boolean),
    status,
    requestId: $metadata?.requestId,
    clockSkewCorrected: $metadata?.clockSkewCorrected === true,
    clockOffset: offsetOf($response?.headers['date']),
    peer: places.map(peerOf).find(Boolean),
    isWebPage: status !== undefined && isWebPage(status, contentType),
    isNotAws:
      status !== undefined &&
      status < 500 &&
      $metadata?.requestId === undefined &&
      !isAwsMediaType(contentType) &&
      isUnreadable({ name, message: data.message ?? '' }),
  };
}

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
