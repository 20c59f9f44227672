import { readFile, writeFile } from 'node:fs/promises';
import { expect, onTestFinished } from 'vitest';
import { accountNotesSchema } from '../../../shared/models/account.ts';
import type { Backfill } from '../../../shared/models/replication-backfill.ts';
import { test as base } from '../../testing/ecr-replication-test.ts';
import { createMemoryBackfillStore } from '../../testing/memory-backfill-store.ts';
import { quickRetries } from '../../testing/two-registries.ts';
import type { Backfills } from './backfills.ts';
import { createBackfills } from './backfills.ts';
import { readImageReplications } from './image-replications.ts';
import { readRegistryReplication } from './registry-replication.ts';

const selection = { profile: 'build', region: 'eu-west-1' };
const accountId = '111111111111';
const destination = { accountId: '222222222222', region: 'us-east-1' };
let clock = 0;

/** Each wait of a follower takes a second of ECR's time. */
const test = base
  .extend('registriesOptions', { scope: 'file' }, () => ({
    replicationClock: () => clock,
    replicationPace: { push: 0, preparation: 1000, image: 500 },
  }))
  .extend('sent', (): Backfill[] => [])
  .extend('store', () => createMemoryBackfillStore())
  /** Creates the service, as at each start of the app. */
  .extend('open', ({ registries, protection, sent, store }, { onCleanup }) => {
    const { source, destination: to } = registries;
    source.replicationRules = [{ destinations: [{ registryId: to.accountId, region: to.region }] }];
    const opened: Backfills[] = [];
    onCleanup(() => opened.forEach((backfills) => backfills.close()));
    return (): Backfills => {
      const backfills = createBackfills({
        access: registries.access,
        protection: () => protection.current,
        send: (backfill) => void sent.push(backfill),
        store,
        pace: { first: 1000, factor: 2, longest: 4000 },
        wait: async (_milliseconds, signal) => {
          signal.throwIfAborted();
          clock += 1000;
        },
      });
      opened.push(backfills);
      return backfills;
    };
  })
  .extend('backfills', ({ open }) => open());

const allowAll = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: '111111111111' }, Action: 'ecr:*', Resource: '*' }],
});

const ended = (sent: readonly Backfill[]) =>
  expect.poll(() => sent.at(-1)?.endedAt, { interval: 5 }).toBeDefined();

test('follows a backfill to its end', async ({ registries, backfills, seed, sent }) => {
  clock = 0;
  registries.destination.policyText = allowAll;
  await seed('team/api', '1', '2', '3', '4');
  const started = await backfills.start(selection, accountId, destination, {});
  expect(started).toMatchObject({ status: 'PREPARING', source: { accountId: '111111111111' }, destination });
  await ended(sent);
  expect(sent.map(({ status, progress }) => [status, progress?.completed])).toEqual([
    ['IN_PROGRESS', 0],
    ['IN_PROGRESS', 2],
    ['COMPLETE', 4],
  ]);
  expect(sent.at(-1)?.results).toEqual({ failures: [], hasMore: false });
  expect(backfills.list()).toEqual([sent.at(-1)]);
  expect([...registries.destination.repository('team/api').tags.keys()].toSorted()).toEqual([
    '1',
    '2',
    '3',
    '4',
  ]);
});

test('finds a running backfill after a restart without a call, and follows it when it is asked to', async ({
  registries,
  backfills,
  open,
  seed,
  sent,
  store,
}) => {
  clock = Date.now();
  registries.destination.policyText = allowAll;
  await seed('team/api', '1', '2');
  const { id, startedAt } = await backfills.start(selection, accountId, destination, {});
  backfills.close();

  registries.ecr.calls.clear();
  const restarted = open();
  const source = { accountId: '111111111111', region: 'eu-west-1' };
  const expected = { id, selection, source, destination, startedAt, status: 'IN_PROGRESS', isUnread: true };
  expect(restarted.list()).toEqual([expected]);
  expect(registries.ecr.calls.all).toEqual([]);

  expect(await restarted.follow(selection, id)).toMatchObject({ id });
  expect(restarted.list()).toMatchObject([{ id }]);
  expect(restarted.list()[0]?.isUnread).toBeUndefined();
  await ended(sent);
  expect(store.read()).toEqual([]);
  expect(open().list()).toEqual([]);
});

test('forgets a backfill that ECR no longer knows, and one that is older than its results', async ({
  backfills,
  store,
}) => {
  const source = { accountId: '111111111111', region: 'eu-west-1' };
  const unknown = { id: 'unknown', selection, source, destination, startedAt: Date.now() };
  store.change(() => [unknown, { ...unknown, id: 'old', startedAt: Date.now() - 91 * 24 * 3_600_000 }]);
  expect(backfills.list().map(({ id }) => id)).toEqual(['unknown']);
  await expect(backfills.follow(selection, 'unknown')).rejects.toMatchObject({
    data: { code: 'invalid-input' },
  });
  expect(backfills.list()).toEqual([]);
});

test('continues after an outage that is longer than the retries', async ({
  registries,
  backfills,
  seed,
  sent,
}) => {
  clock = 0;
  registries.destination.policyText = allowAll;
  await seed('team/api', '1');
  const operation = 'DescribeReplicationBackfillResults';
  registries.ecr.faults.add({
    kind: 'server-error',
    status: 503,
    operation,
    times: 2 * quickRetries.attempts,
  });
  await backfills.start(selection, accountId, destination, {});
  await ended(sent);
  expect(sent.at(-1)).toMatchObject({ status: 'COMPLETE', results: { failures: [] } });
  expect(sent.some(({ followError }) => followError !== undefined)).toBe(false);
});

test('ends with the images that failed', async ({ backfills, seed, sent }) => {
  clock = 0;
  const repository = await seed('team/api', '1');
  await backfills.start(selection, accountId, destination, {});
  await ended(sent);
  expect(sent.at(-1)).toMatchObject({
    status: 'COMPLETE',
    progress: { failed: 1, failureCodes: ['AccessDenied'] },
    results: {
      failures: [
        {
          repositoryName: 'team/api',
          digest: repository.tags.get('1'),
          tag: '1',
          failureCode: 'AccessDenied',
        },
      ],
    },
  });
});

test('finds a running backfill again, stops it, and reports a lost permission', async ({
  registries,
  backfills,
  seed,
  sent,
}) => {
  clock = 0;
  await seed('team/api', '1', '2', '3');
  const { id } = registries.ecr.replications.startBackfill(registries.source, {
    registryId: destination.accountId,
    region: destination.region,
  });
  const { backfills: listed } = await readRegistryReplication(registries.access, selection);
  expect(listed).toMatchObject({ kind: 'read', value: [{ id, status: 'PREPARING' }] });
  expect(await backfills.stop(selection, id)).toMatchObject({ status: 'STOPPED' });
  await expect(backfills.stop(selection, id)).rejects.toMatchObject({ data: { code: 'invalid-input' } });

  const { id: second } = await backfills.start(selection, accountId, destination, {});
  registries.ecr.faults.deny({ action: 'ecr:DescribeReplicationBackfillResults' });
  await expect
    .poll(() => sent.at(-1), { interval: 5 })
    .toMatchObject({ id: second, followError: { code: 'access-denied', side: 'source' } });
});

test('asks for the confirmation of a protected destination', async ({
  registries,
  backfills,
  protection,
}) => {
  const notes = accountNotesSchema.parse({ '222222222222': { isProtected: true } });
  protection.current = { kind: 'known', notes };
  await expect(backfills.start(selection, accountId, destination, {})).rejects.toMatchObject({
    data: { code: 'account-protected', side: 'destination' },
  });
  expect(registries.ecr.calls.of('StartReplicationBackfill')).toEqual([]);
});

test('starts no backfill in another account than the user saw', async ({ registries, backfills, seed }) => {
  await seed('team/api', '1');
  const path = process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '';
  const text = await readFile(path, 'utf8');
  onTestFinished(() => writeFile(path, text));
  const [, production = ''] = text.split('\n\n');
  await writeFile(path, [production.replace('[production]', '[build]'), production].join('\n\n'));
  await expect(backfills.start(selection, accountId, destination, {})).rejects.toMatchObject({
    data: {
      code: 'wrong-account',
      side: 'source',
      message: expect.stringMatching(/build now belongs to account 222222222222, not to 111111111111/),
    },
  });
  expect(registries.ecr.calls.of('StartReplicationBackfill')).toEqual([]);
});

test('reads the other settings when one is denied', async ({ registries, backfills }) => {
  backfills.close();
  registries.ecr.faults.deny({ action: 'ecr:GetRegistryPolicy' });
  expect(await readRegistryReplication(registries.access, selection)).toMatchObject({
    registry: { registryId: '111111111111' },
    rules: { kind: 'read', value: [{ destinations: [destination], prefixes: [] }] },
    policy: { kind: 'unreadable', error: { code: 'access-denied' } },
    creationTemplates: { kind: 'read', value: [] },
  });
  const other = { ...selection, registryId: '222222222222' };
  expect((await readRegistryReplication(registries.access, other)).rules).toMatchObject({
    error: { code: 'wrong-account' },
  });
});

test('reads the status of an image for each destination', async ({ registries, seed, backfills }) => {
  backfills.close();
  const repository = await seed('team/api', '1');
  const [image] = repository.images.values();
  if (!image) throw new Error('no image');
  registries.ecr.replications.onPush(registries.source, repository, image, '1');
  const handle = await registries.sourceRepository('team/api');
  expect(await readImageReplications(handle, [image.digest])).toEqual([
    {
      digest: image.digest,
      destinations: {
        kind: 'read',
        value: [{ destination, status: 'FAILED', failureCode: 'AccessDenied' }],
      },
    },
  ]);
});
