import { PutImageCommand } from '@aws-sdk/client-ecr';
import { expect } from 'vitest';
import type { ReplicationProposal } from '../../../shared/models/ecr-replication.ts';
import { accountNotesSchema } from '../../../shared/models/account.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { createBackfills } from './backfills.ts';
import { readImageReplications } from './image-replications.ts';
import { test as base } from '../../testing/ecr-replication-test.ts';
import { createMemoryBackfillStore } from '../../testing/memory-backfill-store.ts';

const test = base.extend(
  'propose',
  ({ proposals, plan }) =>
    async (name: string): Promise<ReplicationProposal> => {
      const offer = await proposals.offer([await plan(name)], undefined);
      if (offer.kind === 'not-offered') throw new Error(offer.reason);
      return offer.proposal;
    },
);
const options = { createTemplates: true };
const theirRule = { destinations: [{ registryId: '111111111111', region: 'us-east-1' }] };
const theirPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Theirs',
      Effect: 'Allow',
      Principal: { AWS: '333333333333' },
      Action: 'ecr:ReplicateImage',
      Resource: '*',
    },
  ],
});

test('replicates the next push with the settings of the template, and keeps what others configured', async ({
  registries,
  proposals,
  seed,
  propose,
}) => {
  const repository = await seed('team/api', '1.0');
  repository.settings.tagMutability = 'IMMUTABLE';
  registries.source.replicationRules = [theirRule];
  registries.destination.policyText = theirPolicy;
  const { id } = await propose('team/api');
  expect(await proposals.apply(id, options)).toEqual({
    proposalId: id,
    isActive: true,
    steps: [
      { step: 'registry-policy', outcome: { kind: 'done' } },
      { step: 'creation-template', prefix: 'team', outcome: { kind: 'done' } },
      { step: 'replication-configuration', outcome: { kind: 'done' } },
    ],
  });
  expect(registries.source.replicationRules[0]).toEqual(theirRule);
  expect(registries.destination.policyText).toContain('Theirs');

  const { manifest } = await seedImage(repository, [['next', 1_000]]);
  const { registry } = await registries.sourceRepository('team/api');
  await registry.call('PutImage', (ecr, send) =>
    ecr.send(
      new PutImageCommand({ repositoryName: 'team/api', imageManifest: manifest, imageTag: '1.1' }),
      send,
    ),
  );
  registries.ecr.replications.advance();
  const copied = registries.destination.repository('team/api');
  expect([...copied.tags.keys()]).toEqual(['1.1']);
  expect(copied.settings.tagMutability).toBe('IMMUTABLE');
});

test('a second setup adds to the statement of the first, and both repositories are replicated', async ({
  registries,
  proposals,
  seed,
  propose,
}) => {
  registries.destination.policyText = theirPolicy;
  const names = ['team/api', 'team/web'];
  for (const name of names) {
    await seed(name, '1.0');
    const { id } = await propose(name);
    expect(await proposals.apply(id, options)).toMatchObject({ isActive: true });
  }
  const { Statement } = JSON.parse(registries.destination.policyText);
  expect(Statement).toEqual([
    JSON.parse(theirPolicy).Statement[0],
    expect.objectContaining({
      Sid: 'ReplicationFrom111111111111',
      Resource: names.map((name) => `arn:aws:ecr:us-east-1:222222222222:repository/${name}*`),
    }),
  ]);
  const { id } = registries.ecr.replications.startBackfill(registries.source, {
    registryId: '222222222222',
    region: 'us-east-1',
  });
  for (let step = 0; step < 4; step += 1) registries.ecr.replications.advance();
  expect(id).toBeTruthy();
  expect(registries.destination.sortedRepositories().map(({ name }) => name)).toEqual(names);
});

test('changes nothing when the rules changed since they were shown', async ({
  registries,
  proposals,
  seed,
  propose,
}) => {
  await seed('team/api', '1.0');
  const { id } = await propose('team/api');
  registries.source.replicationRules = [theirRule];
  await expect(proposals.apply(id, options)).rejects.toMatchObject({
    data: { code: 'plan-outdated', side: 'source' },
  });
  expect(registries.source.replicationRules).toEqual([theirRule]);
  expect(registries.destination.policyText).toBeUndefined();
});

test('overwrites no policy that changed, and stops there', async ({
  registries,
  proposals,
  seed,
  propose,
}) => {
  await seed('team/api', '1.0');
  const { id } = await propose('team/api');
  registries.destination.policyText = theirPolicy;
  expect(await proposals.apply(id, options)).toMatchObject({
    isActive: false,
    steps: [
      {
        step: 'registry-policy',
        outcome: { kind: 'failed', error: { code: 'plan-outdated', side: 'destination' } },
      },
      { step: 'replication-configuration', outcome: { kind: 'not-started' } },
    ],
  });
  expect(registries.destination.policyText).toBe(theirPolicy);
  expect(registries.source.replicationRules).toEqual([]);
});

test('says what has been changed when a step is denied, and continues there', async ({
  registries,
  proposals,
  seed,
  propose,
}) => {
  await seed('team/api', '1.0');
  const { id } = await propose('team/api');
  registries.ecr.faults.deny({ action: 'ecr:PutReplicationConfiguration' });
  expect(await proposals.apply(id, options)).toMatchObject({
    isActive: false,
    steps: [
      { step: 'registry-policy', outcome: { kind: 'done' } },
      {
        step: 'replication-configuration',
        outcome: { kind: 'failed', error: { code: 'access-denied', side: 'source' } },
      },
    ],
  });
  expect(registries.destination.policyText).toContain('ReplicationFrom111111111111');

  registries.ecr.faults.clear();
  expect(await proposals.apply(id, options)).toMatchObject({
    isActive: true,
    steps: [
      { step: 'registry-policy', outcome: { kind: 'skipped' } },
      { step: 'replication-configuration', outcome: { kind: 'done' } },
    ],
  });
});

test('asks for the confirmation of both protected accounts before any change', async ({
  registries,
  proposals,
  protection,
  seed,
  propose,
}) => {
  await seed('team/api', '1.0');
  const { id } = await propose('team/api');
  const notes = {
    '111111111111': { isProtected: true },
    '222222222222': { label: 'live', isProtected: true },
  };
  protection.current = { kind: 'known', notes: accountNotesSchema.parse(notes) };
  await expect(proposals.apply(id, options)).rejects.toMatchObject({
    data: { code: 'account-protected', side: 'destination' },
  });
  await expect(proposals.apply(id, { ...options, confirmation: 'live' })).rejects.toMatchObject({
    data: { code: 'account-protected', side: 'source' },
  });
  expect(registries.ecr.calls.of('PutRegistryPolicy')).toEqual([]);
  const both = { confirmation: 'live', sourceConfirmation: '111111111111' };
  expect(await proposals.apply(id, { ...options, ...both })).toMatchObject({ isActive: true });
});

test('needs only the permissions that the proposal lists, for the backfill too', async ({
  registries,
  proposals,
  protection,
  seed,
  propose,
}) => {
  const repository = await seed('team/api', '1.0');
  repository.settings.tagMutability = 'IMMUTABLE';
  const { id, permissions } = await propose('team/api');
  for (const { arn, policy } of permissions) registries.ecr.faults.allowOnly(arn, policy);
  expect(await proposals.apply(id, options)).toMatchObject({ isActive: true });

  const { access } = registries;
  const backfills = createBackfills({
    access,
    protection: () => protection.current,
    send: () => undefined,
    store: createMemoryBackfillStore(),
  });
  const selection = { profile: 'build', region: 'eu-west-1' };
  const destination = { accountId: '222222222222', region: 'us-east-1' };
  const { id: backfillId } = await backfills.start(selection, '111111111111', destination, {});
  expect(await backfills.follow(selection, backfillId)).toMatchObject({ status: 'COMPLETE' });
  const digests = [...repository.images.keys()];
  const replications = await readImageReplications(await registries.sourceRepository('team/api'), digests);
  expect(replications.map(({ destinations }) => destinations.kind)).toEqual(['read']);
  backfills.close();
});
