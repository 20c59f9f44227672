import { assertNever } from '../../shared/models/result.ts';
import { answerCustomResource, continueCustomResource } from './custom-resource/answer-custom-resource.ts';
import { answerPush, runBackgroundCopy } from './event-bridge/answer-push.ts';
import type { FunctionEvent } from './events/parse-event.ts';
import type { Invocation } from './function/invocation.ts';
import { answerOriginalRequest } from './original-request/answer-original-request.ts';
import { reconcileRoutes } from './reconciliation/reconcile-routes.ts';
import { answerWorkItem } from './work-item/answer-work-item.ts';

/** Answers one event. @throws TemporaryError, ReplicationError or InvalidEventError. */
export async function handleEvent(event: FunctionEvent, invocation: Invocation): Promise<object> {
  switch (event.kind) {
    case 'original-request':
      return answerOriginalRequest(event.request, invocation);
    case 'work-item':
      return answerWorkItem(event.item, invocation);
    case 'custom-resource':
      return answerCustomResource(event.request, invocation);
    case 'continued-resource':
      return continueCustomResource(event.continuation, invocation);
    case 'image-action':
      return answerPush(event.event, invocation);
    case 'background-copy':
      return { status: await runBackgroundCopy(event.copy, invocation) };
    case 'schedule':
      return reconcileRoutes({ route: 0, copied: 0, failed: 0, id: invocation.requestId }, invocation);
    case 'continued-reconciliation':
      return reconcileRoutes(event.continuation, invocation);
  }
  return assertNever(event);
}
