import type { Companion } from '../companions/start-companion.ts';
import { startCompanion } from '../companions/start-companion.ts';

/** An asynchronous invocation that Lambda has queued. */
export interface QueuedInvocation {
  /** Name or ARN. */
  readonly functionName: string;
  readonly event: unknown;
}

/** AWS Lambda with Invoke for asynchronous invocations, which are queued for the test to run. */
export interface LocalLambda extends Companion {
  readonly queue: QueuedInvocation[];
}

/** Bytes of the payload of an asynchronous invocation (AWS Lambda developer guide, "Lambda quotas"). */
const maxPayload = 1024 * 1024;

export async function startLocalLambda(): Promise<LocalLambda> {
  const queue: QueuedInvocation[] = [];
  const companion = await startCompanion('lambda', ({ method, path, headers, body }) => {
    const [, functionName] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
    const isAsynchronous = headers['x-amz-invocation-type'] === 'Event';
    if (method !== 'POST' || functionName === undefined || !isAsynchronous) return { status: 404 };
    if (Buffer.byteLength(body) > maxPayload) return { status: 413 };
    queue.push({ functionName, event: JSON.parse(body) });
    return { status: 202 };
  });
  return { ...companion, queue };
}
