import { z } from 'zod';
import type { WorkItem } from '../../../shared/models/work-item.ts';
import { workItemSchema } from '../../../shared/models/work-item.ts';
import { InvalidEventError } from '../errors/failures.ts';
import type { BackgroundCopy, ContinuedReconciliation, ContinuedResource } from './continuation.ts';
import {
  backgroundCopySchema,
  continuedReconciliationSchema,
  continuedResourceSchema,
} from './continuation.ts';
import type { CustomResourceEvent } from './custom-resource-event.ts';
import { customResourceEventSchema } from './custom-resource-event.ts';
import { describeIssues } from '../errors/describe-issues.ts';
import type { OriginalRequest } from './original-request.ts';
import { originalRequestSchema } from './original-request.ts';
import type { ImageActionEvent } from './push-event.ts';
import { imageActionEventSchema } from './push-event.ts';
import { scheduleEventSchema, scheduleSources } from './schedule-event.ts';

/** An event that the function understands. */
export type FunctionEvent =
  | { readonly kind: 'original-request'; readonly request: OriginalRequest }
  | { readonly kind: 'work-item'; readonly item: WorkItem }
  | { readonly kind: 'custom-resource'; readonly request: CustomResourceEvent }
  | { readonly kind: 'image-action'; readonly event: ImageActionEvent }
  | { readonly kind: 'schedule' }
  | { readonly kind: 'background-copy'; readonly copy: BackgroundCopy }
  | { readonly kind: 'continued-resource'; readonly continuation: ContinuedResource }
  | { readonly kind: 'continued-reconciliation'; readonly continuation: ContinuedReconciliation };

/** One form of an event: how it is recognized, and what it has to be. */
interface EventForm {
  readonly name: string;
  readonly isMeant: (event: Readonly<Record<string, unknown>>) => boolean;
  readonly parse: (event: unknown) => FunctionEvent;
}

const isKind =
  (kind: string) =>
  (event: Readonly<Record<string, unknown>>): boolean =>
    event['kind'] === kind;

const forms: readonly EventForm[] = [
  {
    name: 'work item',
    isMeant: isKind('work-item'),
    parse: (event) => ({ kind: 'work-item', item: workItemSchema.parse(event) }),
  },
  {
    name: 'answer with more work',
    isMeant: (event) => event['status'] === 'more' && 'item' in event,
    parse: (event) => ({ kind: 'work-item', item: z.object({ item: workItemSchema }).parse(event).item }),
  },
  {
    name: 'background copy',
    isMeant: isKind('background-copy'),
    parse: (event) => ({ kind: 'background-copy', copy: backgroundCopySchema.parse(event) }),
  },
  {
    name: 'continued custom resource',
    isMeant: isKind('continued-resource'),
    parse: (event) => ({ kind: 'continued-resource', continuation: continuedResourceSchema.parse(event) }),
  },
  {
    name: 'continued reconciliation',
    isMeant: isKind('continued-reconciliation'),
    parse: (event) => ({
      kind: 'continued-reconciliation',
      continuation: continuedReconciliationSchema.parse(event),
    }),
  },
  {
    name: 'request of a custom resource',
    isMeant: (event) => 'ResponseURL' in event || 'RequestType' in event,
    parse: (event) => ({ kind: 'custom-resource', request: customResourceEventSchema.parse(event) }),
  },
  {
    name: 'event of ECR',
    isMeant: (event) => event['source'] === 'aws.ecr',
    parse: (event) => ({ kind: 'image-action', event: imageActionEventSchema.parse(event) }),
  },
  {
    name: 'scheduled event',
    isMeant: (event) => scheduleSources.some((source) => source === event['source']),
    parse: (event) => {
      scheduleEventSchema.parse(event);
      return { kind: 'schedule' };
    },
  },
  {
    name: 'replication request',
    isMeant: (event) => 'source_image' in event || 'destination_repository' in event,
    parse: (event) => ({ kind: 'original-request', request: originalRequestSchema.parse(event) }),
  },
];

const eventSchema = z.record(z.string(), z.unknown());

/** @throws InvalidEventError, with one sentence that names what is wrong. */
export function parseEvent(event: unknown): FunctionEvent {
  const object = eventSchema.safeParse(event);
  const form = object.success ? forms.find(({ isMeant }) => isMeant(object.data)) : undefined;
  if (!form)
    throw new InvalidEventError(
      'This event is none that the function knows: send source_image and destination_repository, a work item, a request of a CloudFormation custom resource, an ECR Image Action, or a Scheduled Event.',
    );
  try {
    return form.parse(event);
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new InvalidEventError(`This ${form.name} is not valid. ${describeIssues(error)}`);
    throw error;
  }
}
