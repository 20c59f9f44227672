import { constants, PerformanceObserver } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { seedImage } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import { downloadLayer } from './download-layer.ts';

const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip';
const size = 256_000_000;
const collection = z.object({ detail: z.object({ kind: z.number() }) });
let registries: TwoRegistries;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());

test('a layer goes by without V8 marking its whole heap for every few megabytes', async () => {
  const { layerDigests } = await seedImage(registries.source.createRepository('large'), [['large', size]]);
  const [digest = ''] = layerDigests;
  const repository = await registries.sourceRepository('large');
  const kinds: number[] = [];
  const observer = new PerformanceObserver((list) => {
    kinds.push(...list.getEntries().map((entry) => collection.parse(entry).detail.kind));
  });
  observer.observe({ entryTypes: ['gc'] });
  let received = 0;
  for await (const chunk of downloadLayer(
    repository,
    { digest, size, mediaType, kind: 'layer' },
    quickRetries,
  ))
    received += chunk.length;
  // Entries are handed out in a turn of their own.
  await new Promise((resolve) => setImmediate(resolve));
  observer.disconnect();
  expect(received).toBe(size);
  const whole = kinds.filter((kind) => kind === constants.NODE_PERFORMANCE_GC_MAJOR);
  // Left to itself V8 does so about thirty times.
  expect(whole.length).toBeLessThan(15);
});
