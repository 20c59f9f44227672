import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { maxConcurrentCalls } from '../../../local-ecr/calls/call-log.ts';
import type { Fault } from '../../../local-ecr/faults/fault.ts';
import { test as base } from '../../../testing/registries-test.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { createDownloadConnections } from '../scheduler/download-connections.ts';
import { downloadLayer } from './download-layer.ts';

const size = 6_000_000;
/** Over one connection the layer takes eight seconds. */
const slowConnections = { latencyMs: 20, down: { bytesPerSecondPerConnection: 750_000 } };
let count = 0;

const test = base
  .extend('setUp', ({ registries }) => async () => {
    count += 1;
    const name = `ahead/${count}`;
    const { layerDigests } = await seedImage(registries.source.createRepository(name), [[name, size]]);
    const [digest = ''] = layerDigests;
    const repository = await registries.sourceRepository(name);
    registries.ecr.calls.clear();
    return { repository, blob: { digest, size, mediaType: '', kind: 'layer' } as const };
  })
  .extend(
    'downloads',
    ({ registries }) =>
      () =>
        registries.ecr.calls.of('DownloadLayer'),
  );

test.afterEach(({ registries }) => {
  registries.ecr.network.shape = {};
});

const download = async (
  {
    repository,
    blob,
  }: { repository: Parameters<typeof downloadLayer>[0]; blob: Parameters<typeof downloadLayer>[1] },
  signal?: AbortSignal,
): Promise<string> => {
  const hash = createHash('sha256');
  const connections = createDownloadConnections(() => true);
  for await (const chunk of downloadLayer(repository, blob, quickRetries, { connections, signal }))
    hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
};

test('reads a layer over several connections where each is slow, with one URL', async ({
  registries,
  setUp,
  downloads,
}) => {
  const at = await setUp();
  registries.ecr.network.shape = slowConnections;
  expect(await download(at)).toBe(at.blob.digest);
  expect(maxConcurrentCalls(downloads())).toBeGreaterThanOrEqual(4);
  expect(registries.ecr.calls.of('GetDownloadUrlForLayer')).toHaveLength(1);
  // The first connection is left within its response; what its buffers had then is not used.
  expect(downloads().reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(1.2 * size);
});

const faults: readonly Fault[] = [
  { kind: 'reset-download', afterBytes: 100_000, times: 3 },
  { kind: 'truncate-layer', afterBytes: 100_000, times: 3 },
  { kind: 'server-error', status: 503, times: 3 },
  { kind: 'expire-download', afterBytes: 100_000 },
];
test('reads every byte in order when ranges break off, end early, are refused, or have an expired URL', async ({
  registries,
  setUp,
}) => {
  const layers = await Promise.all(
    faults.map(async (fault) => {
      const at = await setUp();
      const scope = { operation: 'DownloadLayer', digest: at.blob.digest, afterCalls: 1 };
      registries.ecr.faults.add({ ...fault, ...scope });
      return at;
    }),
  );
  registries.ecr.network.shape = slowConnections;
  expect(await Promise.all(layers.map((at) => download(at)))).toEqual(layers.map(({ blob }) => blob.digest));
  expect(registries.ecr.faults.waiting).toEqual([]);
});

test('gives what a slow connection lacks to others', async ({ registries, setUp, downloads }) => {
  const at = await setUp();
  registries.ecr.network.shape = slowConnections;
  const slow: Fault = { kind: 'slow-download', bytesPerSecond: 60_000, operation: 'DownloadLayer' };
  registries.ecr.faults.add({ ...slow, afterCalls: 1 });
  expect(await download(at)).toBe(at.blob.digest);
  expect(registries.ecr.faults.waiting).toEqual([]);
  // Its range has a megabyte.
  const [, range] = downloads();
  expect(range?.bytes).toBeLessThan(600_000);
});

test('ends every connection when it is cancelled', async ({ registries, setUp, downloads }) => {
  const at = await setUp();
  registries.ecr.network.shape = slowConnections;
  const controller = new AbortController();
  const downloading = download(at, controller.signal);
  await expect.poll(() => downloads().length).toBeGreaterThanOrEqual(4);
  controller.abort(new Error('cancelled'));
  await expect(downloading).rejects.toThrow('cancelled');
  await expect.poll(() => downloads().filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
});
