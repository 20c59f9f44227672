import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { redact } from '../../engine/redaction/redact.ts';
import { rememberPresignedUrl } from '../../engine/redaction/remember-presigned-url.ts';
import { sendRequest } from '../../engine/aws/sign-in/send-request.ts';
import type { Network } from '../../engine/aws/network/network.ts';
import type { CustomResourceEvent } from '../events/custom-resource-event.ts';

/** What CloudFormation gets to know. */
export type ResourceResponse =
  | { readonly kind: 'success'; readonly data: Readonly<Record<string, string>> }
  | { readonly kind: 'failed'; readonly reason: string };

/** Bytes of a response (AWS CloudFormation user guide, "Custom resource response objects"). */
const maxResponseBytes = 4_096;
const attempts = 5;
/** Milliseconds before the second attempt; doubles with every attempt. */
const firstWait = 500;

const noSignal = new AbortController().signal;

/** The same for every request of a resource, so that CloudFormation never replaces it. */
function findPhysicalId({ PhysicalResourceId, StackId, LogicalResourceId }: CustomResourceEvent): string {
  if (PhysicalResourceId !== undefined) return PhysicalResourceId;
  const hash = createHash('sha256').update(`${StackId} ${LogicalResourceId}`).digest('hex');
  return `ecr-image-${hash.slice(0, 32)}`;
}

/** @returns the body for CloudFormation, with a reason that is cut so that the body is not too large. */
export function formatResponse(request: CustomResourceEvent, response: ResourceResponse): string {
  const common = {
    StackId: request.StackId,
    RequestId: request.RequestId,
    LogicalResourceId: request.LogicalResourceId,
    PhysicalResourceId: findPhysicalId(request),
  };
  if (response.kind === 'success')
    return JSON.stringify({ Status: 'SUCCESS', ...common, Data: response.data });
  let reason = redact(response.reason);
  const format = (): string => JSON.stringify({ Status: 'FAILED', ...common, Reason: reason });
  while (Buffer.byteLength(format()) > maxResponseBytes && reason.length > 0)
    reason = `${reason.slice(0, Math.floor(reason.length * 0.9) - 1)}…`;
  return format();
}

/**
 * Sends the response to CloudFormation, several times when that fails.
 *
 * @throws Error when no attempt succeeded; CloudFormation then waits until its timeout.
 */
export async function sendResponse(
  network: Network,
  request: CustomResourceEvent,
  response: ResourceResponse,
): Promise<void> {
  const { ResponseURL: url } = request;
  rememberPresignedUrl(url);
  const body: unknown = JSON.parse(formatResponse(request, response));
  let problem: unknown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await wait(firstWait * 2 ** (attempt - 1));
    try {
      // The URL is signed for a request without a content type.
      const headers = { 'content-type': '' };
      const { status } = await sendRequest(network, { method: 'PUT', url, headers, body, signal: noSignal });
      if (status < 300) return;
      problem = new Error(`status ${status}`);
    } catch (error) {
      problem = error;
    }
  }
  throw new Error('CloudFormation did not accept the response.', { cause: problem });
}
