import {
  DescribeReplicationBackfillResultsCommand,
  ListReplicationBackfillsCommand,
  PutReplicationConfigurationCommand,
  StartReplicationBackfillCommand,
  StopReplicationBackfillCommand,
} from '@aws-sdk/client-ecr';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, region, startSample } from '../testing/sample-registry.ts';
import { seedImage } from '../testing/seed.ts';

let ecr: LocalEcr;
let clock = 0;
const destination = { registryId: '111111111111', region: 'us-east-1' };
const denied = { registryId: '222222222222', region };

beforeAll(async () => {
  ecr = await startSample({
    replicationClock: () => clock,
    replicationPace: { push: 0, preparation: 1000, image: 100 },
  });
});
afterAll(async () => ecr.close());
afterEach(async () => ecr.reset());

const client = () => clientOf(ecr, ana);
const configure = (...destinations: readonly (typeof destination)[]) =>
  client().send(
    new PutReplicationConfigurationCommand({
      replicationConfiguration: { rules: [{ destinations: [...destinations] }] },
    }),
  );
const start = (to = destination) => client().send(new StartReplicationBackfillCommand({ destination: to }));
const read = (replicationBackfillId: string | undefined) =>
  client().send(new DescribeReplicationBackfillResultsCommand({ replicationBackfillId }));

beforeEach(async () => {
  clock = 0;
  const repository = ecr.registry('111111111111', region).createRepository('team/app');
  for (const tag of ['1', '2', '3', '4']) seedImage(repository, tag, { tag });
  seedImage(repository, 'untagged');
  await configure(destination, denied);
});

test('prepares, copies the existing images and completes', async () => {
  const { replicationBackfillId: id, status } = await start();
  expect(status).toBe('PREPARING');
  expect(await read(id)).toMatchObject({ status: 'PREPARING', results: [] });
  expect((await read(id)).progress).toBeUndefined();
  clock = 1200;
  expect(await read(id)).toMatchObject({
    status: 'IN_PROGRESS',
    progress: { totalReplicationCount: 5, completedReplicationCount: 2, failedReplicationCount: 0 },
    results: [],
  });
  clock = 1500;
  const ended = await read(id);
  expect(ended).toMatchObject({ status: 'COMPLETE', endedAt: new Date(1500) });
  expect(ended.results).toHaveLength(5);
  const copied = ecr.registry('111111111111', 'us-east-1').repository('team/app');
  expect([...copied.tags.keys()].toSorted()).toEqual(['1', '2', '3', '4']);
  expect(copied.images.size).toBe(5);
});

test('stops before the images that are left', async () => {
  const { replicationBackfillId } = await start();
  clock = 1200;
  const stopped = await client().send(new StopReplicationBackfillCommand({ replicationBackfillId }));
  expect(stopped.status).toBe('STOPPING');
  clock = 1300;
  expect(await read(replicationBackfillId)).toMatchObject({ status: 'STOPPED', results: [{}, {}] });
  const again = client().send(new StopReplicationBackfillCommand({ replicationBackfillId }));
  expect((await refusal(again)).name).toBe('ReplicationBackfillInvalidStatusException');
});

test('ends with a failure code for each image that the destination refuses', async () => {
  const { replicationBackfillId } = await start(denied);
  clock = 5000;
  const { progress, results, status } = await read(replicationBackfillId);
  expect(status).toBe('COMPLETE');
  expect(progress).toMatchObject({ failedReplicationCount: 5, failureCodes: ['AccessDenied'] });
  expect(results?.every(({ failureCode }) => failureCode === 'AccessDenied')).toBe(true);
});

test('fails when half of at least 100 replications failed', async () => {
  const repository = ecr.registry('111111111111', region).repository('team/app');
  for (let tag = 5; tag < 200; tag += 1) seedImage(repository, `${tag}`, { tag: `${tag}` });
  const { replicationBackfillId } = await start(denied);
  clock = 60_000;
  expect(await read(replicationBackfillId)).toMatchObject({
    status: 'FAILED',
    progress: { totalReplicationCount: 200, failedReplicationCount: 100 },
  });
});

test('runs once for each destination region, and only to configured destinations', async () => {
  await start();
  expect((await refusal(start())).name).toBe('ReplicationBackfillInProgressException');
  await start(denied);
  const { backfills } = await client().send(new ListReplicationBackfillsCommand({}));
  expect(backfills?.map((backfill) => backfill.destination)).toEqual([denied, destination]);
  await configure(denied);
  clock = 5000;
  expect((await refusal(start())).name).toBe('ValidationException');
  expect((await refusal(read('none'))).name).toBe('ReplicationBackfillNotFoundException');
});
