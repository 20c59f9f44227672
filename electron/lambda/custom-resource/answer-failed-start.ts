import type { CustomResourceEvent } from '../events/custom-resource-event.ts';
import { parseEvent } from '../events/parse-event.ts';
import { InvalidEventError } from '../errors/failures.ts';
import { createFunctionNetwork } from '../function/runtime.ts';
import type { Environment } from '../settings/configuration.ts';
import { sendResponse } from './send-response.ts';

function findRequest(event: unknown): CustomResourceEvent | undefined {
  try {
    const parsed = parseEvent(event);
    if (parsed.kind === 'custom-resource') return parsed.request;
    return parsed.kind === 'continued-resource' ? parsed.continuation.request : undefined;
  } catch (error) {
    if (error instanceof InvalidEventError) return undefined;
    throw error;
  }
}

/**
 * Answers CloudFormation when the function cannot start, so that a stack does not wait until its time-out. Create and Update
 * fail with the reason; Delete succeeds, because it removes nothing. Does nothing for other events.
 *
 * @throws Error when the response cannot be sent.
 */
export async function answerFailedStart(
  event: unknown,
  reason: string,
  environment: Environment,
): Promise<void> {
  const request = findRequest(event);
  if (!request) return;
  await sendResponse(
    createFunctionNetwork(environment),
    request,
    request.RequestType === 'Delete' ? { kind: 'success', data: {} } : { kind: 'failed', reason },
  );
}
