import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { test as base } from '../../../testing/registries-test.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { createBandwidth } from '../../async/bandwidth.ts';
import { createDownloadConnections } from '../scheduler/download-connections.ts';
import type { DownloadOptions } from './download-layer.ts';
import { downloadLayer } from './download-layer.ts';

// A proxy that scans whole files removes the Range header: each request is answered with the whole layer.

const size = 6_000_000;
let count = 0;

const test = base
  .extend('download', ({ registries }) => async (options: DownloadOptions = {}, bytesPerSecond?: number) => {
    count += 1;
    const name = `whole/${count}`;
    const { layerDigests } = await seedImage(registries.source.createRepository(name), [[name, size]]);
    const [digest = ''] = layerDigests;
    const repository = await registries.sourceRepository(name);
    const limited = { ...repository, bandwidth: createBandwidth(bytesPerSecond) };
    registries.ecr.calls.clear();
    const hash = createHash('sha256');
    const blob = { digest, size, mediaType: '', kind: 'layer' } as const;
    for await (const chunk of downloadLayer(limited, blob, quickRetries, options)) hash.update(chunk);
    expect(`sha256:${hash.digest('hex')}`).toBe(digest);
    return registries.ecr.calls.of('DownloadLayer').map(({ bytes }) => bytes);
  })
  .extend('ignoreRanges', { auto: true }, ({ registries }) => {
    registries.ecr.faults.add({ kind: 'ignore-range', operation: 'DownloadLayer', times: Infinity });
  });

test('continues after an interruption, and leaves out the bytes that it has', async ({
  registries,
  download,
}) => {
  registries.ecr.faults.add({ kind: 'reset-download', operation: 'DownloadLayer', afterBytes: 4_000_000 });
  expect(await download()).toEqual([4_000_000, size]);
});

test('reads over one connection where several would be faster', async ({ registries, download }) => {
  registries.ecr.network.shape = { latencyMs: 20, down: { bytesPerSecondPerConnection: 3_000_000 } };
  try {
    const requests = await download({ connections: createDownloadConnections(() => true) });
    // The ranges that were requested before the first whole response arrived are given up, and none follows.
    const [longest = 0] = requests.toSorted((a, b) => b - a);
    expect(longest).toBe(size);
    expect(requests.length).toBeLessThanOrEqual(4);
  } finally {
    registries.ecr.network.shape = {};
  }
});

test('requests the layer once under a bandwidth limit', async ({ download }) => {
  expect(await download({}, 3_000_000)).toEqual([size]);
});
