import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { UploadExpiredError } from '../../ecr/layer-upload/upload-expired-error.ts';
import { createLayerReader } from './layer-reader.ts';
import { createSlowConnectionDetector } from '../scheduler/slow-connections.ts';
import { test as base } from '../../../testing/registries-test.ts';

const size = 3_000_000;
let count = 0;

const readAll = async (chunks: AsyncIterable<Buffer>): Promise<Buffer> =>
  Buffer.concat(await Array.fromAsync(chunks));

const test = base
  .extend('setUp', ({ registries }) => async () => {
    count += 1;
    const name = `reader/${count}`;
    const { layerDigests } = await seedImage(registries.source.createRepository(name), [[name, size]]);
    const [digest = ''] = layerDigests;
    registries.ecr.calls.clear();
    const reports: number[] = [];
    const reader = createLayerReader(
      await registries.sourceRepository(name),
      { digest, size, mediaType: '', kind: 'layer' },
      {
        retryPolicy: quickRetries,
        signal: undefined,
        slowConnections: createSlowConnectionDetector(),
        onRead: (bytes) => reports.push(bytes),
      },
    );
    return { reader, digest, reports };
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

test('yields consecutive ranges from one download, and reports every byte', async ({ setUp, downloads }) => {
  const { reader, digest, reports } = await setUp();
  const first = await readAll(reader.read(0, 1_000_001));
  expect(first.length).toBe(1_000_001);
  const bytes = Buffer.concat([first, await readAll(reader.read(1_000_001, size))]);
  expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
  expect(downloads()).toHaveLength(1);
  reader.close();
  await expect.poll(() => reports.reduce((sum, each) => sum + each, 0)).toBe(size);
});

test('starts another download for a range elsewhere', async ({ setUp, downloads }) => {
  const { reader } = await setUp();
  await readAll(reader.read(0, 1_000_000));
  expect((await readAll(reader.read(500_000, size))).length).toBe(size - 500_000);
  expect(downloads()).toHaveLength(2);
});

test('requests the first chunk when it is prefetched, and reads on over the same download', async ({
  setUp,
  downloads,
}) => {
  const { reader, digest } = await setUp();
  reader.prefetch();
  await expect.poll(() => downloads().length).toBe(1);
  const bytes = await readAll(reader.read(0, size));
  expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(digest);
  expect(downloads()).toHaveLength(1);
});

test('ends a prefetched download that is never read', async ({ registries, setUp, downloads }) => {
  const { reader } = await setUp();
  registries.ecr.network.shape = { down: { bytesPerSecondPerConnection: 1_000_000 } };
  reader.prefetch();
  await expect.poll(() => downloads().length).toBe(1);
  reader.close();
  await readAll(reader.read(0, 1));
  expect(downloads()).toHaveLength(2);
  expect(downloads()[0]?.bytes).toBeLessThan(size);
});

test('throws the failure of a prefetch when the bytes are read', async ({ registries, setUp }) => {
  const { reader } = await setUp();
  registries.ecr.faults.deny({ action: 'ecr:GetDownloadUrlForLayer' });
  reader.prefetch();
  await expect.poll(() => registries.ecr.calls.of('GetDownloadUrlForLayer').length).toBe(1);
  await new Promise(setImmediate);
  await expect(readAll(reader.read(0, size))).rejects.toMatchObject({ data: { code: 'access-denied' } });
});

test('never yields the last bytes of a layer with another digest', async ({ registries, setUp }) => {
  const { reader } = await setUp();
  registries.ecr.faults.add({ kind: 'corrupt-layer', atByte: 1_000 });
  let yielded = 0;
  const reading = (async () => {
    for await (const chunk of reader.read(0, size)) yielded += chunk.length;
  })();
  await expect(reading).rejects.toBeInstanceOf(UploadExpiredError);
  expect(yielded).toBeLessThan(size);
});
