import { z } from 'zod';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';

/** A request as it is stored: its upload method has the name of the vocabulary. */
export function encodeRequest({ options, ...request }: ReplicationRequest): unknown {
  const { door, ...rest } = options;
  return { ...request, options: { ...rest, uploadMethod: door } };
}

const storedShape = z.looseObject({ options: z.looseObject({ uploadMethod: z.unknown() }) });

/** Gives a stored request the names of the model; what is no request is left for the model's schema to refuse. */
function withModelNames(stored: unknown): unknown {
  const { data } = storedShape.safeParse(stored);
  if (!data) return stored;
  const { uploadMethod, ...options } = data.options;
  return { ...data, options: { ...options, door: uploadMethod } };
}

/** Reads a stored request. */
export const storedRequestSchema = z.preprocess(withModelNames, replicationRequestSchema);
