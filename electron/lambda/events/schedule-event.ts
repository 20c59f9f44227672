import { z } from 'zod';

/** A scheduled event of Amazon EventBridge. */
export const scheduleEventSchema = z.object({
  source: z.literal('aws.events'),
  'detail-type': z.literal('Scheduled Event'),
});
