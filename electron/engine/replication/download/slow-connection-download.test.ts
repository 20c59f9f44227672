import { expect } from 'vitest';
import { seedImage } from '../../../testing/seed-image.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { downloadLayer } from './download-layer.ts';
import { createSlowConnectionDetector } from '../scheduler/slow-connections.ts';
import { test } from '../../../testing/registries-test.ts';

const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip';
const MiB = 1024 * 1024;
const size = 6 * MiB;
const slow = 100_000;
test('replaces a connection that is much slower than the others, and continues at the next byte', async ({
  registries,
}) => {
  const { ecr, source } = registries;
  const layers = Array.from({ length: 4 }, (_, index) => [`slow ${index}`, size] as const);
  const { layerDigests } = await seedImage(source.createRepository('slow'), layers);
  const [slowConnection = ''] = layerDigests;
  const repository = await registries.sourceRepository('slow');
  // The other downloads last long enough to be compared with.
  ecr.network.shape = { down: { bytesPerSecondPerConnection: 4_000_000 } };
  ecr.faults.add({ kind: 'slow-download', bytesPerSecond: slow, digest: slowConnection });
  const slowConnections = createSlowConnectionDetector({ minWaited: 500, minOthers: 3, share: 0.2 });
  const received = await Promise.all(
    layerDigests.map(async (digest) => {
      let bytes = 0;
      const blob = { digest, size, mediaType, kind: 'layer' } as const;
      for await (const chunk of downloadLayer(repository, blob, quickRetries, { slowConnections }))
        bytes += chunk.length;
      return bytes;
    }),
  );
  expect(received).toEqual([size, size, size, size]);
  expect(ecr.faults.waiting).toEqual([]);
  const requests = ecr.calls.of('DownloadLayer').filter(({ digests }) => digests?.includes(slowConnection));
  expect(requests).toHaveLength(2);
  // Without a replacement the slow connection takes a minute.
  const [left = 0, rest = 0] = requests.map(({ bytes }) => bytes);
  expect(left).toBeLessThan(0.1 * size);
  expect(rest).toBeLessThan(size);
  expect(left + rest).toBeGreaterThanOrEqual(size);
});
