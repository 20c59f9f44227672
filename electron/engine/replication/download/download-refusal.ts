import type { IncomingMessage } from 'node:http';
import type { ErrorData } from '../../../../shared/models/result.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { chunksOf } from './open-download.ts';

/** What the layer store answers instead of bytes: the code and message of S3's XML error, where it is one. */
export interface StoreAnswer {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
  readonly isWebPage: boolean;
}

/** Bytes of an error that are read; S3's have some hundred. */
const longestText = 16 * 1024;

const elementOf = (text: string, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1];

/** Reads an answer that has no layer in it. @param silence milliseconds, as for the download itself. */
export async function readStoreAnswer(response: IncomingMessage, silence: number): Promise<StoreAnswer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of chunksOf(response, silence)) {
    pieces.push(piece);
    length += piece.length;
    if (length >= longestText) break;
  }
  const text = Buffer.concat(pieces).toString().slice(0, longestText);
  return {
    status: response.statusCode ?? 0,
    code: elementOf(text, 'Code'),
    message: elementOf(text, 'Message') ?? '',
    isWebPage: String(response.headers['content-type']).startsWith('text/html'),
  };
}

/** S3's words for a presigned URL whose time is over, or whose signer's session has ended: a fresh URL may pass. */
const isExpired = ({ code, message }: StoreAnswer): boolean =>
  code === 'ExpiredToken' || (code === 'AccessDenied' && /request has expired/i.test(message));

/** Request Timeout, Too Early, Too Many Requests, and every failure of the store itself. */
const isTemporary = ({ status }: StoreAnswer): boolean =>
  status >= 500 || status === 408 || status === 425 || status === 429;

function forbidden(host: string, digest: string): Pick<ErrorData, 'code' | 'message'> {
  const bucket = /^(prod-[a-z0-9-]+-starport-layer-bucket)\./.exec(host)?.[1];
  const what = bucket === undefined ? '' : ` (s3:GetObject on arn:aws:s3:::${bucket}/*)`;
  return {
    code: 'access-denied',
    message: `The store that holds ECR's layers refused layer ${digest} from ${host}. Data-perimeter and VPC endpoint policies are the usual cause: have them allow reading from this store${what}, then try again.`,
  };
}

/**
 * Why the layer store did not send bytes. Temporary is only what a fresh URL or a later attempt may change.
 *
 * @param host of the store.
 */
export function storeRefusal(answer: StoreAnswer, host: string, digest: string): EngineError {
  const { status, code, message } = answer;
  const detail = [`GET layer: HTTP ${status}`, code, message].filter(Boolean).join(' · ');
  const common = { side: 'source', action: 'retry', detail } as const;
  if (isExpired(answer) || isTemporary(answer))
    return new EngineError({
      ...common,
      code: 'network',
      message: `The download of layer ${digest} from the source broke off (HTTP ${status}${code === undefined ? '' : ` ${code}`}). Check the network, then try again.`,
      retryable: true,
    });
  if (answer.isWebPage)
    return new EngineError({
      ...common,
      code: 'not-aws',
      message: `A web page answered in the place of ${host}, which holds ECR's layers (HTTP ${status}). Log in to your network in a browser, or let this host through the proxy; then try again.`,
      retryable: false,
    });
  if (status === 403) return new EngineError({ ...common, ...forbidden(host, digest), retryable: false });
  return new EngineError({
    ...common,
    code: 'layer-unavailable',
    message: `The store that holds ECR's layers (${host}) does not hand out layer ${digest}: HTTP ${status}${code === undefined ? '' : ` ${code}`}. Check that the image can be pulled, then try again.`,
    retryable: false,
  });
}
