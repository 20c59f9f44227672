import { z } from 'zod';
import type { ShardMessage } from './run-shard.ts';
import { tryCalls } from './try-calls.ts';

// A process of the campaign; run-shard.ts starts it with its part as JSON.

const send = (message: ShardMessage): void => void process.send?.(message);
const part = z
  .object({ size: z.number(), seed: z.number(), processes: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ''));
send({
  kind: 'ended',
  tally: await tryCalls({ ...part, report: (line) => send({ kind: 'report', line }) }),
});
process.disconnect();
