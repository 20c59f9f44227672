import { join } from 'node:path';
import { z } from 'zod';
import type { TransferMemory } from './engine/transfers/unfinished-transfers.ts';
import { unfinishedTransferSchema } from './engine/transfers/unfinished-transfers.ts';
import { openJsonFile } from './json-file.ts';
import type { Log } from './log.ts';

/** The oldest ones make room. */
const mostKept = 100;

const fileSchema = z.object({ version: z.literal(1), unfinished: z.array(unfinishedTransferSchema) });

/** The transfers that have not ended, in `transfers.json`. A file that cannot be written ends no transfer. */
export async function openTransferMemory(userData: string, log: Log): Promise<TransferMemory> {
  const path = join(userData, 'transfers.json');
  const defaults: z.infer<typeof fileSchema> = { version: 1, unfinished: [] };
  const file = await openJsonFile({ path, schema: fileSchema, defaults, log });

  const change = (update: (held: typeof defaults.unfinished) => typeof defaults.unfinished): void => {
    file
      .change(({ unfinished }) => ({ version: 1, unfinished: update(unfinished).slice(-mostKept) }))
      .catch((error: unknown) => log.warn(`${path} cannot be written.`, error));
  };

  return {
    unfinished: file.read().unfinished,
    keep: (transfer) => change((held) => [...held.filter(({ id }) => id !== transfer.id), transfer]),
    forget: (id) => change((held) => held.filter((each) => each.id !== id)),
  };
}
