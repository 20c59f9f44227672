import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import { maxConcurrentCalls } from '../../../local-ecr/calls/call-log.ts';
import type { Fault } from '../../../local-ecr/faults/fault.ts';
import { test as base } from '../../../testing/registries-test.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import type { DownloadConnections, RangeGrant } from '../scheduler/download-connections.ts';
import { createDownloadConnections } from '../scheduler/download-connections.ts';
import { downloadLayer } from './download-layer.ts';
import { createReadAhead } from './read-ahead.ts';

const MiB = 1024 * 1024;
const ignore = (): void => undefined;
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
  connections: DownloadConnections = createDownloadConnections(() => true),
): Promise<string> => {
  const hash = createHash('sha256');
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
  await expect.poll(() => downloads().length).toBeGreaterThan(1);
  controller.abort(new Error('cancelled'));
  await expect(downloading).rejects.toThrow('cancelled');
  await expect.poll(() => downloads().filter(({ endedAt }) => endedAt === undefined)).toEqual([]);
});

test('requests ranges only while they are allowed, and continues within one after an interruption', async () => {
  const grant = { countBytes: ignore, freeConnection: ignore, freeBytes: ignore, close: ignore };
  let grants = 1;
  let isAllowed = false;
  const connections = {
    rangeSize: MiB,
    addOwn: () => ignore,
    openRange: () => {
      grants -= 1;
      return grants < 0 ? undefined : grant;
    },
    countBytes: ignore,
    close: ignore,
  };
  const rest = Promise.withResolvers<void>();
  const mayExtend = (): boolean => isAllowed;
  const ahead = createReadAhead(2 * MiB, connections, quickRetries, mayExtend, async function* () {
    yield Buffer.alloc(1000);
    await rest.promise;
    yield Buffer.alloc(MiB - 1000);
  });
  ahead.extend(0);
  expect(ahead.firstByte).toBeUndefined();
  isAllowed = true;
  ahead.extend(0);
  expect(ahead.firstByte).toBe(MiB);
  const interruption = new AbortController();
  const taken = ahead.take(interruption.signal);
  expect(await taken.next()).toMatchObject({ value: { length: 1000 } });
  const waiting = taken.next();
  interruption.abort(new Error('asleep'));
  await expect(waiting).rejects.toThrow('asleep');
  expect(ahead.firstByte).toBe(MiB + 1000);
  rest.resolve();
  const chunks = await Array.fromAsync(ahead.take(new AbortController().signal));
  expect(chunks.map(({ length }) => length)).toEqual([MiB - 1000]);
  expect(ahead.firstByte).toBeUndefined();
});

/** Grants any range while fewer than this number are read. */
function grantFreely(maximum: number, rangeSize: number): DownloadConnections {
  let open = 0;
  const openRange = (): RangeGrant | undefined => {
    if (open >= maximum) return undefined;
    open += 1;
    let isOpen = true;
    const freeConnection = (): void => {
      open -= isOpen ? 1 : 0;
      isOpen = false;
    };
    return { countBytes: ignore, freeConnection, freeBytes: ignore, close: freeConnection };
  };
  return {
    addLayer: () => ({ rangeSize, addOwn: () => ignore, openRange, countBytes: ignore, close: ignore }),
  };
}

const afterBytes = fc.integer({ min: 1, max: 200_000 });
const anyFault = fc
  .tuple(
    fc.oneof(
      fc.record({ kind: fc.constantFrom('reset-download', 'truncate-layer', 'expire-download'), afterBytes }),
      fc.constant({ kind: 'server-error', status: 503 } as const),
    ),
    fc.integer({ min: 0, max: 12 }),
  )
  .map(([fault, afterCalls]): Fault => ({ ...fault, operation: 'DownloadLayer', afterCalls }));

test('reads every byte in order, whatever breaks off', async ({ registries, setUp }) => {
  const at = await setUp();
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyFault, { maxLength: 6 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 300_000, max: 2_000_000 }),
      async (faults, maximum, rangeSize) => {
        for (const fault of faults) registries.ecr.faults.add(fault);
        expect(await download(at, undefined, grantFreely(maximum, rangeSize))).toBe(at.blob.digest);
        registries.ecr.faults.clear();
      },
    ),
    { numRuns: 25 },
  );
});
