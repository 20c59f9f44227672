import type { IncomingMessage } from 'node:http';
import type { ErrorData } from '../../../../shared/models/result.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { readChunks } from './open-download.ts';

/** An error response of the layer store, with the code and message of S3's XML error. */
export interface StoreError {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
  readonly isWebPage: boolean;
}

/** Bytes of an error response that are read; those of S3 have a few hundred. */
const maxTextBytes = 16 * 1024;

const getElement = (text: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];

/** Reads an error response. @param silence milliseconds without a byte after which the connection counts as broken. */
export async function readErrorResponse(response: IncomingMessage, silence: number): Promise<StoreError> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of readChunks(response, silence)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= maxTextBytes) break;
  }
  const text = Buffer.concat(chunks).toString().slice(0, maxTextBytes);
  return {
    status: response.statusCode ?? 0,
    code: getElement(text, 'Code'),
    message: getElement(text, 'Message') ?? '',
    isWebPage: String(response.headers['content-type']).startsWith('text/html'),
  };
}

/** S3's errors for a presigned URL that expired, or whose signer's session expired: a new URL may work. */
const isExpired = ({ code, message }: StoreError): boolean =>
  code === 'ExpiredToken' || (code === 'AccessDenied' && /request has expired/i.test(message));

/** Request Timeout, Too Early, Too Many Requests, and every server error. */
const isTemporary = ({ status }: StoreError): boolean =>
  status >= 500 || status === 408 || status === 425 || status === 429;

function forbidden(host: string, digest: string): Pick<ErrorData, 'code' | 'message'> {
  const bucket = /^(prod-[a-z0-9-]+-starport-layer-bucket)\./.exec(host)?.[1];
  const resource = bucket === undefined ? '' : ` (s3:GetObject on arn:aws:s3:::${bucket}/*)`;
  return {
    code: 'access-denied',
    message: `ECR's layer store ${host} refused layer ${digest}. Data-perimeter and VPC endpoint policies are the usual cause: allow reading from this store in them${resource}, then try again.`,
  };
}

/**
 * Describes why the layer store sent no bytes. Only errors that a new URL or a later attempt may avoid are retryable.
 *
 * @param host of the store.
 */
export function describeDownloadRefusal(response: StoreError, host: string, digest: string): EngineError {
  const { status, code, message } = response;
  const detail = [`GET layer: HTTP ${status}`, code, message].filter(Boolean).join(' · ');
  const common = { side: 'source', action: 'retry', detail } as const;
  if (isExpired(response) || isTemporary(response))
    return new EngineError({
      ...common,
      code: 'network',
      message: `The download of layer ${digest} from the source was interrupted (HTTP ${status}${code === undefined ? '' : ` ${code}`}). Check the network, then try again.`,
      retryable: true,
    });
  if (response.isWebPage)
    return new EngineError({
      ...common,
      code: 'not-aws',
      message: `A web page answered instead of ECR's layer store ${host} (HTTP ${status}). Log in to your network in a browser, or allow this host in the proxy, then try again.`,
      retryable: false,
    });
  if (status === 403) return new EngineError({ ...common, ...forbidden(host, digest), retryable: false });
  return new EngineError({
    ...common,
    code: 'layer-unavailable',
    message: `ECR's layer store ${host} does not return layer ${digest}: HTTP ${status}${code === undefined ? '' : ` ${code}`}. Check that the image can be pulled, then try again.`,
    retryable: false,
  });
}
