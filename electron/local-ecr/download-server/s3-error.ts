import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** An error response of S3: XML with a code. */
export interface S3Error {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Further elements, for example `Expires`. */
  readonly elements?: Readonly<Record<string, string>>;
}

export const s3Errors = {
  expired: (expiresAt: number): S3Error => ({
    status: 403,
    code: 'AccessDenied',
    message: 'Request has expired',
    elements: {
      'X-Amz-Expires': '3600',
      Expires: isoSeconds(expiresAt),
      ServerTime: isoSeconds(Date.now()),
    },
  }),
  wrongSignature: (): S3Error => ({
    status: 403,
    code: 'SignatureDoesNotMatch',
    message:
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  }),
  twoAuthentications: (): S3Error => ({
    status: 400,
    code: 'InvalidArgument',
    message:
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
  }),
  invalidRange: (): S3Error => ({
    status: 416,
    code: 'InvalidRange',
    message: 'The requested range is not satisfiable',
  }),
  slowDown: (): S3Error => ({ status: 503, code: 'SlowDown', message: 'Please reduce your request rate.' }),
  internal: (): S3Error => ({
    status: 500,
    code: 'InternalError',
    message: 'We encountered an internal error. Please try again.',
  }),
  accessDenied: (): S3Error => ({ status: 403, code: 'AccessDenied', message: 'Access Denied' }),
} as const;

export function sendS3Error(
  response: ServerResponse,
  error: S3Error,
  headers: Readonly<Record<string, string>> = {},
): void {
  const elements = {
    Code: error.code,
    Message: error.message,
    ...error.elements,
    RequestId: randomBytes(8).toString('hex').toUpperCase(),
    HostId: randomBytes(32).toString('base64'),
  };
  const inner = Object.entries(elements).map(([name, value]) => `<${name}>${value}</${name}>`);
  response.writeHead(error.status, { 'content-type': 'application/xml', ...headers });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner.join('')}</Error>`);
}

function isoSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d{3}/, '');
}
