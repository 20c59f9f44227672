import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import { createRuntime } from '../function/runtime.ts';
import { createLog } from '../logging/log.ts';
import type { FunctionFixture } from '../../testing/lambda/function-fixture.ts';
import {
  ownAccount,
  ownRegion,
  readerRole,
  sourceAccount,
  sourceRegion,
  startFunction,
} from '../../testing/lambda/function-fixture.ts';
import { seedImage } from '../../testing/seed-image.ts';
import type { CopyPorts } from './copy-image.ts';
import { copyImage } from './copy-image.ts';
import type { CopyRequest } from './copy-request.ts';
import { readCopyFields } from './copy-request.ts';

/** Parts of a tenth of their real size. */
const partSize = 1024 * 1024;
const layerSize = 12 * partSize;

let world: FunctionFixture;
let ports: CopyPorts;
beforeAll(async () => {
  world = await startFunction({ proposed: partSize, smallest: partSize / 2 });
  const { access, plans, configuration } = createRuntime(world.environment, () => undefined);
  const { functionName, maxTransferBytes, maxInvocations } = configuration;
  const log = createLog({}, (line) => void world.log.push(JSON.parse(line)));
  ports = { access, plans, log, functionName, maxTransferBytes, maxInvocations, partGrace: 2_000 };
});
afterEach(() => {
  world.ecr.network.shape = {};
  world.ecr.faults.clear();
});
afterAll(() => world.close());

async function prepare(name: string, uploadMethod: CopyRequest['options']['uploadMethod']) {
  const source = world.source.createRepository(`team/${name}`);
  const destination = world.destination.createRepository(`copies/${name}`);
  const seeded = await seedImage(source, [[name, layerSize]], ['1.0']);
  const request = readCopyFields({
    source: {
      account_id: sourceAccount,
      region: sourceRegion,
      repository_name: `team/${name}`,
      image_tag: '1.0',
    },
    destination: { account_id: ownAccount, region: ownRegion, repository_name: `copies/${name}` },
    source_role_arn: readerRole,
    upload_method: uploadMethod,
  });
  world.ecr.calls.clear();
  return { request, destination, ...seeded };
}

/** The parts of the layer, without the config. */
const acceptedParts = () =>
  world.ecr.calls
    .of('UploadLayerPart')
    .filter(({ outcome, bytes }) => outcome === 'ok' && bytes === partSize);

test('stops at the end of a part, and resumes within the layer without sending a part again', async () => {
  const { request, destination, digest, configDigest } = await prepare('resumed', 'api');
  const configSize =
    world.source.repositories.get('team/resumed')?.layers.get(configDigest)?.content.size ?? 0;
  const controller = new AbortController();
  world.ecr.network.shape = { up: { bytesPerSecondTotal: 6 * partSize } };
  const stopped = copyImage(request, { uploads: [] }, controller.signal, ports);
  await expect.poll(() => acceptedParts().length).toBeGreaterThan(2);
  controller.abort();
  const more = await stopped;
  world.ecr.network.shape = {};
  const sent = acceptedParts().length;
  expect(sent).toBeLessThan(12);
  expect(more).toMatchObject({ kind: 'more', uploads: [{ confirmed: sent * partSize }] });
  expect(destination.tags.size).toBe(0);

  // As the payload of the next invocation has it.
  const uploads: readonly UnfinishedUpload[] =
    more.kind === 'more' ? JSON.parse(JSON.stringify(more.uploads)) : [];
  const done = await copyImage(request, { uploads }, new AbortController().signal, ports);
  expect(done).toMatchObject({ kind: 'done', verified: true, image: { image_digest: digest } });
  expect(more.bytes).toBeGreaterThanOrEqual(sent * partSize);
  expect(more.bytes).toBeLessThan((sent + 1) * partSize);
  expect(more.bytes + done.bytes).toBe(layerSize + configSize);
  const parts = acceptedParts().map(({ part }) => part?.firstByte);
  expect(parts).toEqual(Array.from({ length: 12 }, (_, index) => index * partSize));
  expect(world.ecr.calls.of('InitiateLayerUpload').length).toBe(2);
  expect([...destination.tags]).toEqual([['1.0', digest]]);
});

test('is too long for the function when the rest takes more invocations at its speed', async () => {
  const { request } = await prepare('slow', 'api');
  // The config and a few parts are stored.
  world.ecr.faults.add({ kind: 'stall', operation: 'UploadLayerPart', afterCalls: 4, times: 100 });
  const controller = new AbortController();
  const limited = { ...ports, maxInvocations: 2, partGrace: 10 };
  const stopped = copyImage(request, { uploads: [] }, controller.signal, limited);
  await expect.poll(() => acceptedParts().length).toBeGreaterThan(2);
  controller.abort();
  const { kind, ...outcome } = await stopped;
  expect(kind).toBe('too-long');
  expect(outcome).toMatchObject({
    reason: expect.stringMatching(/^An invocation transferred [34]\.\d MB, and [89]\.\d MB are left\./),
  });
});

test('a copy that is stopped while it is planned leaves the uploads as they were', async () => {
  const { request, destination } = await prepare('early', 'auto');
  const signal = AbortSignal.abort();
  expect(await copyImage(request, { uploads: [] }, signal, ports)).toEqual({
    kind: 'more',
    uploads: [],
    idle: 1,
    bytes: 0,
  });
  expect(destination.images.size).toBe(0);
});

test('the registry endpoint is used, with metrics of what it received', async () => {
  const { request, destination, digest } = await prepare('registry', 'auto');
  expect(await copyImage(request, { uploads: [] }, new AbortController().signal, ports)).toMatchObject({
    kind: 'done',
  });
  expect(acceptedParts()).toEqual([]);
  expect(destination.tags.get('1.0')).toBe(digest);
  expect(world.log.at(-1)).toMatchObject({
    _aws: { CloudWatchMetrics: [{ Namespace: 'EcrImageReplicator', Dimensions: [['FunctionName']] }] },
    FunctionName: 'replicator',
    Layers: 2,
    Errors: 0,
  });
  expect(Number(world.log.at(-1)?.['Bytes'])).toBeGreaterThanOrEqual(layerSize);
});

test('the sessions of an assumed role are named after the function', async () => {
  const { request } = await prepare('named', 'auto');
  await copyImage(request, { uploads: [] }, new AbortController().signal, ports);
  const [download] = world.ecr.calls.of('GetDownloadUrlForLayer');
  expect(download?.principalArn).toBe(`arn:aws:sts::${sourceAccount}:assumed-role/Reader/replicator`);
});
