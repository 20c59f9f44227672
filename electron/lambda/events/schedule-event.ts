import { z } from 'zod';

/** Who sends scheduled events: a rule of Amazon EventBridge, or EventBridge Scheduler. */
export const scheduleSources = ['aws.events', 'aws.scheduler'] as const;

/** A scheduled event. */
export const scheduleEventSchema = z.object({
  source: z.enum(scheduleSources),
  'detail-type': z.literal('Scheduled Event'),
});
