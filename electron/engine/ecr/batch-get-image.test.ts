import { expect } from 'vitest';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { test } from '../../testing/registries-test.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { readStoredImages } from './stored-images.ts';

/** Quotation marks, of which each has two bytes in a manifest and four in a response. */
const marks = '"'.repeat(2_000_000);

test('reads manifests that are too large together a few at a time', async ({ registries }) => {
  const repository = registries.source.createRepository('large/manifests');
  const { manifest } = await seedImage(repository, [['a', 10]]);
  const count = 17;
  const digests = Array.from({ length: count }, (_, number) => {
    const annotations = { number: String(number), marks };
    return putImage(repository, { manifest: JSON.stringify({ ...JSON.parse(manifest), annotations }) })
      .digest;
  });
  const { manifests } = await readStoredImages(await registries.sourceRepository(repository.name), {
    digests,
  });
  expect([...manifests.keys()].toSorted()).toEqual(digests.toSorted());
  const sizes = registries.ecr.calls.of('BatchGetImage').map((call) => call.digests?.length);
  expect(sizes).toEqual([count, 5, 5, 5, 2]);
});
