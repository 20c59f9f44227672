import { z } from 'zod';
import { readJsonError } from './read-json-error.ts';

/**
 * The relevant parts of an SDK error. Unmodeled errors are instances of a generic class with the code in `name`, so the
 * name identifies an error, never its class and never the HTTP status (ECR returns 400 for nearly every error).
 */
export interface AwsError {
  readonly name: string;
  readonly message: string;
  /** Node's code of a network failure: ECONNRESET, ENOTFOUND… */
  readonly code: string | undefined;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** The SDK detected that this computer's clock is wrong and corrected its time: the next attempt can succeed. */
  readonly clockSkewCorrected: boolean;
  /** Milliseconds by which the clock of the server is ahead of this computer's. */
  readonly clockOffset: number | undefined;
  /** The peer of the connection: a host name, or an address with its port. */
  readonly peer: string | undefined;
  /** The response was a web page, or a redirect to one: APIs of AWS never return either. */
  readonly isWebPage: boolean;
  /** There was a response, but not from AWS. */
  readonly isNotAws: boolean;
}

/** Characters of a message that are read: a server can send any number. */
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
  /** One error for each address of a host. */
  errors: z.array(connection).optional().catch(undefined),
  $metadata: z
    .object({
      requestId: optionalText,
      httpStatusCode: optionalNumber,
      clockSkewCorrected: z.boolean().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  /** The response that the SDK cannot parse. */
  $responseBodyText: optionalText,
  $response: z
    .object({ headers: z.record(z.string(), z.unknown()) })
    .optional()
    .catch(undefined),
});

/** An error without any information. */
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

/** The name of the error for a readable response that is not from AWS. */
export const unexpectedResponseName = 'ForeignAnswer';

/** The name of the error for a response that is larger than any response of AWS. */
export const oversizedResponseName = 'OversizedResponse';

/** Whether a media type is the one of ECR's responses (AWS JSON protocol 1.1). */
export const isAwsMediaType = (contentType: unknown): boolean => String(contentType).includes('amz-json');

/** The SDK's error names for a response that it cannot parse. */
const unreadableNames: ReadonlySet<string> = new Set([
  'SyntaxError',
  'Unknown',
  'UnknownError',
  unexpectedResponseName,
]);

const isXmlProblem = (message: string): boolean => message.startsWith('@aws-sdk XML parse error');

/** Whether a response is not in the format of the service's protocol: JSON for ECR, XML for STS. */
export const isUnreadable = ({ name, message }: Pick<AwsError, 'name' | 'message'>): boolean =>
  unreadableNames.has(name) || isXmlProblem(message);

const getPeer = ({ hostname, address, port }: z.infer<typeof connection>): string | undefined => {
  if (address === undefined) return hostname;
  return port === undefined ? address : `${address}:${port}`;
};

function readClockOffset(date: unknown): number | undefined {
  const time = Date.parse(String(date));
  return Number.isNaN(time) ? undefined : time - Date.now();
}

/** APIs of AWS never redirect; captive portals redirect to their login page. */
const isWebPage = (status: number, contentType: unknown): boolean =>
  status < 500 && ((status >= 300 && status < 400) || String(contentType).startsWith('text/html'));

/** Reads any thrown value; a value that is not an error object becomes the message of an unnamed error. */
export function readAwsError(error: unknown): AwsError {
  const { success, data } = thrown.safeParse(error);
  if (!success) return { ...unknownAwsError, message: String(error) };
  const { cause, errors = [], $metadata, $response, $responseBodyText = '' } = data;
  const connections = [data, ...(cause ? [cause] : []), ...errors];
  const status = $metadata?.httpStatusCode;
  const refusal =
    isXmlProblem(data.message ?? '') && (status ?? 0) >= 300 && readJsonError($responseBodyText);
  const { name, message } = refusal || { name: data.name ?? 'Unknown', message: data.message ?? '' };
  const contentType = $response?.headers['content-type'];
  return {
    name,
    message,
    code: connections.map(({ code }) => code).find(Boolean),
    status,
    requestId: $metadata?.requestId,
    clockSkewCorrected: $metadata?.clockSkewCorrected === true,
    clockOffset: readClockOffset($response?.headers['date']),
    peer: connections.map(getPeer).find(Boolean),
    isWebPage: status !== undefined && isWebPage(status, contentType),
    isNotAws:
      status !== undefined &&
      status < 500 &&
      $metadata?.requestId === undefined &&
      !isAwsMediaType(contentType) &&
      isUnreadable({ name, message }),
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

/** Whether AWS throttled a request. LimitExceededException is a full quota in ECR, which a retry does not resolve. */
export const isThrottling = ({ name, status }: Pick<AwsError, 'name' | 'status'>): boolean =>
  throttlingNames.has(name) || status === 429;

/** Whether the service reported an internal error. */
export const isServerFault = ({ name, status }: AwsError): boolean =>
  name === 'ServerException' || name === 'InternalFailure' || (status !== undefined && status >= 500);

/** Codes of Node.js for bytes that are neither TLS nor HTTP, as of another server at the port of an endpoint. */
const foreignProtocol =
  /^(?:HPE_\w+|EPROTO|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST))$/;

/** Whether a server answered that uses another protocol than AWS. */
export const usesForeignProtocol = ({ code }: AwsError): boolean => foreignProtocol.test(code ?? '');
