import { z } from 'zod';
import { digestSchema } from '../../../shared/models/image.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import type { QueuedTransfer } from '../transfers/store/queued-transfer.ts';
import { endpointSchema } from '../transfers/store/endpoint.ts';

const storedTransferSchema: z.ZodType<QueuedTransfer> = z.object({
  id: z.uuid(),
  startedAt: z.number(),
  hasStarted: z.boolean(),
  request: replicationRequestSchema,
  movedTags: z.array(z.string()),
  movedFrom: z.record(z.string(), digestSchema).optional(),
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

/** A transfer of the queue as JSON. Contains no secrets. */
export const encodeTransfer = (transfer: QueuedTransfer): string => JSON.stringify(transfer);

/** @throws ZodError when it is not a transfer that this version reads. */
export const decodeTransfer = (value: unknown): QueuedTransfer => storedTransferSchema.parse(value);
