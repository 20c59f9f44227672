import type { Transfer } from '../../../shared/models/transfer.ts';
import type { Transfers } from './transfers.ts';

/**
 * Retries every interrupted transfer, one after another in their old order. A transfer that cannot be planned stays
 * interrupted; retrying it alone shows the error.
 *
 * @param retry replaces one transfer.
 * @returns the new transfers.
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
      // The transfer is still listed as interrupted.
    }
  }
  return resumed;
}
