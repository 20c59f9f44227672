import { createAwsAccess } from '../engine/aws/clients/aws-access.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import { createUploadJournal } from '../engine/replication/upload/upload-journal.ts';
import { createTransfers } from '../engine/transfers/transfers.ts';
import { isFinished } from '../../shared/models/transfer.ts';
import { replicationRequestSchema } from '../../shared/models/plan.ts';

/** A child process that tests kill during a copy: `node copy-in-child.ts <journal folder> <request as JSON>`. */
const [, , folder = '', request = ''] = process.argv;
const plans = createPlans(createAwsAccess({ environment: process.env }));
const { plan } = await plans.create(replicationRequestSchema.parse(JSON.parse(request)));
const transfers = createTransfers({
  plans,
  journal: createUploadJournal(folder),
  send({ status: { state } }) {
    if (isFinished(state)) process.exitCode = state.kind === 'done' ? 0 : 1;
  },
});
transfers.start(plan.id);
