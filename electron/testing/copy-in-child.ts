import { createAwsAccess } from '../engine/aws/clients/aws-access.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import { createUploadJournal } from '../engine/replication/upload/upload-journal.ts';
import { createTransfers } from '../engine/transfers/transfers.ts';
import type { TransferState } from '../../shared/models/transfer.ts';
import { isFinished } from '../../shared/models/transfer.ts';
import type { ReplicationRequest } from '../../shared/models/plan.ts';
import { replicationRequestSchema } from '../../shared/models/plan.ts';

/**
 * Plans and copies with a journal in this folder, as the app does after its start.
 *
 * @param layersAtOnce adapted to the link when undefined.
 * @returns the final state.
 */
export async function copyWithJournal(
  folder: string,
  request: ReplicationRequest,
  layersAtOnce?: number,
): Promise<TransferState> {
  const plans = createPlans(createAwsAccess({ environment: process.env }));
  const { plan } = await plans.create(request);
  return new Promise((resolve) => {
    const transfers = createTransfers({
      plans,
      journal: createUploadJournal(folder),
      limits: () => ({ atOnce: 1, layersAtOnce }),
      send({ status: { state } }) {
        if (isFinished(state)) resolve(state);
      },
    });
    transfers.start(plan.id);
  });
}

/** A child process of tests: `node copy-in-child.ts <journal folder> <request as JSON> [layers at once]`. */
if (import.meta.main) {
  const [, , folder = '', request = '', layersAtOnce] = process.argv;
  const { kind } = await copyWithJournal(
    folder,
    replicationRequestSchema.parse(JSON.parse(request)),
    layersAtOnce === undefined ? undefined : Number(layersAtOnce),
  );
  process.exitCode = kind === 'done' ? 0 : 1;
}
