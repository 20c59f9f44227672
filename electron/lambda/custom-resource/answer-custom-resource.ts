import { assertNever } from '../../../shared/models/result.ts';
import type { ContinuedCopy } from '../copy/continuation.ts';
import { continueCopy } from '../copy/continuation.ts';
import type { CopyOutcome } from '../copy/copy-outcome.ts';
import type { ContinuedResource } from '../events/continuation.ts';
import type { CustomResourceEvent } from '../events/custom-resource-event.ts';
import { startDeadline } from '../function/deadline.ts';
import { InvalidEventError } from '../errors/failures.ts';
import type { Invocation } from '../function/invocation.ts';
import { readProperties } from './read-properties.ts';
import type { ResourceResponse } from './send-response.ts';
import { sendResponse } from './send-response.ts';

/** Milliseconds before CloudFormation stops waiting in which the answer is sent; less for a short time-out. */
const answerReserveOf = (serviceTimeout: number): number => Math.min(60_000, (serviceTimeout * 1_000) / 4);

/** The state of the copy, and when CloudFormation stops waiting, in milliseconds since 1970; undefined at first. */
type ContinuedState = ContinuedCopy & { readonly expires_at: number | undefined };

/** What an invocation answers; nothing to CloudFormation while another invocation continues. */
export interface ResourceAnswer {
  readonly status: 'success' | 'failed' | 'continued';
}

const failed = (reason: string): ResourceResponse => ({ kind: 'failed', reason });

const describeDone = ({ image }: Extract<CopyOutcome, { kind: 'done' }>): ResourceResponse => ({
  kind: 'success',
  data: { Digest: image.image_digest, Uri: image.uri },
});

/** Copies until the time runs out, and hands the rest to another invocation. @returns undefined when it continues. */
async function copyForResource(
  request: CustomResourceEvent,
  continued: ContinuedState,
  invocation: Invocation,
): Promise<ResourceResponse | undefined> {
  const { copy, serviceTimeout } = readProperties(request.ResourceProperties);
  const expiresAt = continued.expires_at ?? Date.now() + serviceTimeout * 1_000;
  const untilExpiry = expiresAt - answerReserveOf(serviceTimeout) - Date.now();
  const deadline = startDeadline(Math.min(invocation.remaining(), untilExpiry));
  const outcome = await invocation.copy(copy, continued, deadline);
  switch (outcome.kind) {
    case 'done':
      return describeDone(outcome);
    case 'failed':
      return failed(outcome.error.message);
    case 'too-large':
    case 'too-long':
      return failed(outcome.reason);
    case 'more': {
      if (Date.now() >= expiresAt - answerReserveOf(serviceTimeout))
        return failed(
          `The copy did not end within the ServiceTimeout of ${serviceTimeout} seconds. What was copied is kept: repeat the deployment to continue, or copy the image before it.`,
        );
      const journal = await invocation.storeJournal(outcome.uploads);
      await invocation.continueLater({
        kind: 'continued-resource',
        request,
        expires_at: expiresAt,
        ...continueCopy(continued, outcome, journal),
      });
      return undefined;
    }
  }
  return assertNever(outcome);
}

async function findResponse(
  request: CustomResourceEvent,
  continued: ContinuedState,
  invocation: Invocation,
): Promise<ResourceResponse | undefined> {
  if (request.RequestType === 'Delete') {
    invocation.log.info('The resource was deleted. Images are never removed.');
    return { kind: 'success', data: {} };
  }
  try {
    return await copyForResource(request, continued, invocation);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    invocation.log.error(message);
    return failed(
      error instanceof InvalidEventError
        ? message
        : `The function failed unexpectedly (request ${invocation.requestId}). ${message}`,
    );
  }
}

async function answer(
  request: CustomResourceEvent,
  continued: ContinuedState,
  invocation: Invocation,
): Promise<ResourceAnswer> {
  const response = await findResponse(request, continued, invocation);
  if (!response) return { status: 'continued' };
  await sendResponse(invocation.runtime.network, request, response);
  return { status: response.kind };
}

/**
 * Answers CloudFormation, whatever the properties are. Create and Update copy the image; Delete removes nothing.
 *
 * @throws Error when the response cannot be sent; Lambda then repeats the invocation.
 */
export const answerCustomResource = (
  request: CustomResourceEvent,
  invocation: Invocation,
): Promise<ResourceAnswer> => answer(request, { expires_at: undefined }, invocation);

/** Continues the copy of a resource. */
export const continueCustomResource = (
  continuation: ContinuedResource,
  invocation: Invocation,
): Promise<ResourceAnswer> => answer(continuation.request, continuation, invocation);
