import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ByteRange } from '../blobs/blob-store.ts';
import type { OpenCall } from '../calls/call-log.ts';
import type { Services } from '../core/services.ts';
import { requestedRange } from './byte-range.ts';
import type { DownloadObject } from '../downloads/downloads.ts';
import { faultyBody, type DownloadFault } from './faulty-body.ts';
import { s3Errors, sendS3Error, type S3Error } from './s3-error.ts';

/** Serves the URLs of GetDownloadUrlForLayer as S3 does. */
export async function answerDownload(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const call = services.calls.begin({ service: 'download', operation: 'DownloadLayer' });
  await services.network.latency(request.socket);
  const url = new URL(request.url ?? '/', 'http://download');
  const check = services.downloads.check(request.method ?? '', url);
  if (request.headers.authorization !== undefined)
    return refuse(call, response, s3Errors.twoAuthentications());
  if (check.kind === 'wrong-signature') return refuse(call, response, s3Errors.wrongSignature());
  if (check.kind === 'expired') return refuse(call, response, s3Errors.expired(check.expiresAt));
  addFacts(call, check.object);
  if (injectFaultBefore(services, call, response, check.object)) return undefined;
  const { layer, etag } = check.object;
  const range = services.faults.take(['ignore-range'], call.record)
    ? 'whole'
    : requestedRange(request.headers.range, layer.content.size);
  if (range === 'unsatisfiable') {
    const headers = { 'content-range': `bytes */${layer.content.size}` };
    return refuse(call, response, s3Errors.invalidRange(), headers);
  }
  const length = range === 'whole' ? layer.content.size : range.end - range.start + 1;
  const fault = takeBodyFault(services, call, length);
  if (fault?.kind === 'expire-download') services.downloads.expire(check.serial);
  writeHead(response, layer.content.size, etag, range, fault);
  return sendBody(services, call, response, check.object, range, fault);
}

function addFacts(call: OpenCall, { layer, repository }: DownloadObject): void {
  call.addFacts({
    accountId: repository.registryId,
    region: repository.region,
    repositoryName: repository.name,
    digests: [layer.digest],
  });
}

function refuse(
  call: OpenCall,
  response: ServerResponse,
  error: S3Error,
  headers?: Readonly<Record<string, string>>,
): void {
  call.end(error.code);
  sendS3Error(response, error, headers);
}

/** @returns whether a fault has ended the call. */
function injectFaultBefore(
  { faults, downloads }: Services,
  call: OpenCall,
  response: ServerResponse,
  { layer, repository }: DownloadObject,
): boolean {
  const fault = faults.take(
    ['server-error', 'stall', 'throttle', 'access-denied', 'reset-request', 'redirect-download'],
    call.record,
  );
  switch (fault?.kind) {
    case undefined:
      return false;
    case 'stall':
      return true;
    case 'reset-request':
      call.end(fault.kind);
      response.destroy();
      return true;
    case 'redirect-download': {
      const location = fault.location ?? downloads.presign(repository, layer);
      call.end(fault.kind);
      response.writeHead(fault.redirect, { location, 'content-length': 0 }).end();
      return true;
    }
    case 'access-denied':
      refuse(call, response, s3Errors.accessDenied());
      return true;
    case 'throttle':
      refuse(call, response, s3Errors.slowDown());
      return true;
    case 'server-error':
      refuse(call, response, fault.status === 503 ? s3Errors.slowDown() : s3Errors.internal());
      return true;
  }
}

function takeBodyFault({ faults }: Services, call: OpenCall, bodyLength: number): DownloadFault | undefined {
  return faults.take(
    ['reset-download', 'expire-download', 'corrupt-layer', 'truncate-layer', 'slow-download'],
    call.record,
    bodyLength,
  );
}

function writeHead(
  response: ServerResponse,
  size: number,
  etag: string,
  range: ByteRange | 'whole',
  fault: DownloadFault | undefined,
): void {
  const whole = range === 'whole';
  const length = whole ? size : range.end - range.start + 1;
  const sent = fault?.kind === 'truncate-layer' ? Math.min(fault.afterBytes, length) : length;
  response.writeHead(whole ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-length': sent,
    'accept-ranges': 'bytes',
    etag,
    ...(!whole && { 'content-range': `bytes ${range.start}-${range.end}/${size}` }),
  });
}

async function sendBody(
  { network }: Services,
  call: OpenCall,
  response: ServerResponse,
  { layer }: DownloadObject,
  range: ByteRange | 'whole',
  fault: DownloadFault | undefined,
): Promise<void> {
  const content: AsyncIterable<Uint8Array> =
    layer.content.size === 0 ? Readable.from([]) : layer.content.read(range === 'whole' ? undefined : range);
  const connection = response.socket ?? response;
  const slowed = fault?.kind === 'slow-download' ? fault.bytesPerSecond : undefined;
  const body = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of faultyBody(network.pass('down', connection, content, slowed), fault)) {
      call.moved(chunk.length);
      yield chunk;
    }
    // The connection breaks only after the bytes before the break are sent.
    if (fault?.kind === 'reset-download' || fault?.kind === 'expire-download') {
      await new Promise((resolve) => response.socket?.write('', resolve));
      response.destroy();
    }
  };
  try {
    await pipeline(body, response);
    call.end(fault?.kind ?? 'ok');
  } catch {
    call.end(fault?.kind ?? 'aborted');
    response.destroy();
  }
}
