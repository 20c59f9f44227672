import { expect } from 'vitest';
import { createBackfills } from '../../engine/ecr-replication/backfills.ts';
import { createBatches } from '../../engine/jobs/batch/batches.ts';
import { createPlans } from '../../engine/plan/plan-store.ts';
import type { Batch } from '../../../shared/models/batch.ts';
import { batchRequestSchema } from '../../../shared/models/batch.ts';
import { test } from '../../testing/ecr-replication-test.ts';
import { createMemoryBackfillStore } from '../../testing/memory-backfill-store.ts';
import { createReplicationHandlers } from './replication.ts';

test('sets up the replication of a batch, exports it, and copies the existing images', async ({
  registries,
  proposals,
  protection,
  seed,
}) => {
  await seed('team/api', '1.0');
  await seed('team/web', '2.0', '2.1');
  const { access } = registries;
  const plans = createPlans(access);
  const batches = createBatches({ access, plans, send: () => undefined });
  const backfills = createBackfills({
    access,
    protection: () => protection.current,
    send: () => undefined,
    store: createMemoryBackfillStore(),
    wait: async (_milliseconds, signal) => signal.throwIfAborted(),
  });
  const saved: string[] = [];
  const handlers = createReplicationHandlers({
    access,
    plans,
    batches,
    proposals,
    backfills,
    saveText: async ({ name, text }) => {
      if (typeof text === 'string') saved.push(text);
      return name;
    },
  });
  const request = batchRequestSchema.parse({
    kind: 'repositories',
    source: { profile: 'build', region: 'eu-west-1' },
    repositories: ['team/api', 'team/web'],
    filter: [],
    renames: { repositories: [], tags: [] },
    destination: { profile: 'production', region: 'us-east-1', createRepository: true },
  });
  const { id: batchId }: Batch = batches.create(request);
  expect(await handlers['replication.offer']({ batchId })).toEqual({
    kind: 'not-offered',
    reason: 'The repositories are still being planned.',
  });
  await batches.whenFinished(batchId);

  const offer = await handlers['replication.offer']({ batchId, prefixes: ['team/'] });
  if (offer.kind === 'not-offered') throw new Error(offer.reason);
  const { id: proposalId, backfill } = offer.proposal;
  expect(backfill).toEqual({ kind: 'needed', images: 3, coveredRepositories: 2 });
  expect(await handlers['replication.export']({ proposalId })).toBe(
    'ecr-replication-111111111111-eu-west-1.json',
  );
  expect(saved[0]).toContain('AWS::ECR::ReplicationConfiguration');
  expect(await handlers['replication.apply']({ proposalId, createTemplates: true })).toMatchObject({
    isActive: true,
  });
  const selection = { profile: 'build', region: 'eu-west-1' };
  const destination = { accountId: '222222222222', region: 'us-east-1' };
  const { id: backfillId } = await handlers['replication.startBackfill']({
    selection,
    accountId: '111111111111',
    destination,
  });
  expect(await handlers['replication.followBackfill']({ selection, backfillId })).toMatchObject({
    status: 'COMPLETE',
    progress: { total: 3, completed: 3 },
    results: { failures: [] },
  });
  const copied = registries.destination.sortedRepositories();
  expect(copied.map(({ name, tags }) => [name, [...tags.keys()].toSorted()])).toEqual([
    ['team/api', ['1.0']],
    ['team/web', ['2.0', '2.1']],
  ]);
  backfills.close();
});
