import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { Services } from '../../app/services.ts';
import { exportProposal, proposalFileName } from '../../engine/ecr-replication/export-proposal.ts';
import { findUnplanned } from '../../engine/ecr-replication/find-mismatch.ts';
import { readImageReplications } from '../../engine/ecr-replication/image-replications.ts';
import { readRegistryReplication } from '../../engine/ecr-replication/registry-replication.ts';

export const createReplicationHandlers = ({
  access,
  plans,
  batches,
  proposals,
  backfills,
  saveText,
}: Pick<Services, 'access' | 'plans' | 'batches' | 'proposals' | 'backfills'> &
  Pick<Desktop, 'saveText'>): HandlersOf<'replication'> => ({
  'replication.offer': async (input) => {
    if ('planId' in input) return proposals.offer([plans.get(input.planId).plan], input.prefixes);
    const { batch, plans: planned } = batches.read(input.batchId);
    const reason = findUnplanned(batch);
    return reason === undefined ? proposals.offer(planned, input.prefixes) : { kind: 'not-offered', reason };
  },
  'replication.apply': ({ proposalId, ...options }) => proposals.apply(proposalId, options),
  'replication.export': async ({ proposalId }) => {
    const proposal = proposals.get(proposalId);
    return saveText({ name: proposalFileName(proposal), text: exportProposal(proposal), format: 'json' });
  },
  'replication.read': (selection) => readRegistryReplication(access, selection),
  'replication.status': async ({ repositoryName, digests, ...selection }) => {
    const registry = await access.connect(selection);
    return readImageReplications({ registry, name: repositoryName }, digests);
  },
  'replication.startBackfill': ({ selection, accountId, destination, ...confirmations }) =>
    backfills.start(selection, accountId, destination, confirmations),
  'replication.stopBackfill': ({ selection, backfillId }) => backfills.stop(selection, backfillId),
  'replication.listFollowed': async () => backfills.list(),
  'replication.followBackfill': ({ selection, backfillId }) => backfills.follow(selection, backfillId),
});
