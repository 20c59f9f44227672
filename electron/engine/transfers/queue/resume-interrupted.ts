import type { Transfer } from '../../../../shared/models/transfer.ts';
import type { Transfers } from '../transfers.ts';

/**
 * Takes up again all that the end of the app interrupted, one after another in their old order. What cannot be planned
 * any more stays as it is; resuming it alone says why.
 */
export async function resumeInterrupted(
  transfers: Pick<Transfers, 'list'>,
  retry: (id: string) => Promise<Transfer>,
): Promise<readonly Transfer[]> {
  const resumed: Transfer[] = [];
  const interrupted = transfers.list().filter(({ state }) => state.kind === 'interrupted');
  for (const { id } of interrupted.toReversed()) {
    try {
      resumed.push(await retry(id));
    } catch {
      // Its row still says that it was interrupted.
    }
  }
  return resumed;
}
