import { z } from 'zod';
import { digestSchema } from '../../../shared/models/image.ts';
import type { QueuedTransfer } from '../transfers/store/queued-transfer.ts';
import { endpointSchema } from './endpoint.ts';
import { encodeRequest, storedRequestSchema } from './stored-request.ts';

const storedTransferSchema: z.ZodType<QueuedTransfer> = z.object({
  id: z.uuid(),
  startedAt: z.number(),
  hasStarted: z.boolean(),
  request: storedRequestSchema,
  movedTags: z.array(z.string()),
  source: endpointSchema,
  destination: endpointSchema,
  images: z.array(
    z.object({
      digest: digestSchema,
      kind: z.enum(['image', 'index', 'helm-chart', 'artifact']),
      sourceTags: z.array(z.string()),
      destinationTags: z.array(z.string()),
    }),
  ),
  bytes: z.object({ total: z.number(), alreadyAtDestination: z.number() }),
});

/** A transfer of the queue as JSON; nothing in it is secret. */
export const encodeTransfer = ({ request, ...transfer }: QueuedTransfer): string =>
  JSON.stringify({ ...transfer, request: encodeRequest(request) });

/** @throws when it is not a transfer that this version reads. */
export const decodeTransfer = (value: unknown): QueuedTransfer => storedTransferSchema.parse(value);
