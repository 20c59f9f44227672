import type { HandlerPool } from '../../../electron/testing/aws-stack/handler-pool.ts';
import type { Random } from '../../../electron/testing/random.ts';

/** What happens to the first invocation with an item. Later ones are not disturbed. */
const disturbances = ['none', 'throttled', 'no-time', 'timed-out', 'delivered-twice'] as const;
type Disturbance = (typeof disturbances)[number];

export interface DisturbedFunction {
  readonly invoke: HandlerPool['invoke'];
  readonly counts: ReadonlyMap<Disturbance, number>;
}

const lambdaError = (name: string, message: string): Error => Object.assign(new Error(message), { name });

/** Invokes a function whose first invocation with each item is disturbed at random. */
export function disturbFunction(pool: HandlerPool, random: Random): DisturbedFunction {
  const known = new Set<string>();
  const counts = new Map<Disturbance, number>();
  return {
    counts,
    async invoke(event) {
      const id = JSON.stringify('id' in event && event.id);
      if (known.has(id)) return pool.invoke(event);
      known.add(id);
      const disturbance = random.pick(disturbances);
      counts.set(disturbance, (counts.get(disturbance) ?? 0) + 1);
      switch (disturbance) {
        case 'none':
          return pool.invoke(event);
        case 'throttled':
          throw lambdaError('Lambda.TooManyRequestsException', 'Rate Exceeded.');
        case 'no-time':
          return pool.invoke(event, 1_001);
        case 'timed-out':
          // Lambda ended the invocation after its work, before its answer.
          await pool.invoke(event);
          throw lambdaError('Sandbox.Timedout', 'Task timed out after 900.00 seconds');
        case 'delivered-twice':
          await pool.invoke(event);
          return pool.invoke(event);
      }
      throw new Error(`Unknown disturbance ${JSON.stringify(disturbance)}`);
    },
  };
}
