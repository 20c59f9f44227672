import { expect } from 'vitest';
import type { PullThroughCacheRule } from '../../local-ecr/registry/pull-through-cache.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { test as base } from '../../testing/registries-test.ts';
import { readImageDetails } from '../image-details/read-image-details.ts';
import { listPlatforms } from '../image-graph/platforms.ts';

// Reads of a pull-through cache whose upstream registry has more images than the cache.

let count = 0;

const test = base
  .extend('cached', ({ registries }): { readonly cache: Repository; readonly upstream: Repository } => {
    count += 1;
    return {
      cache: registries.source.createRepository(`cache/reads-${count}`),
      upstream: registries.destination.createRepository(`reads-${count}`),
    };
  })
  .extend('rule', ({ registries }): PullThroughCacheRule => {
    const { host } = registries.destination;
    const rule = { upstreamRegistryUrl: host, imports: [], upstream: registries.destination };
    registries.source.pullThroughCacheRules.set('cache', rule);
    return rule;
  })
  .extend('denials', ({ registries }) => [
    () => undefined,
    () =>
      registries.ecr.faults.deny({
        action: 'ecr:DescribeImages',
        principalArn: 'arn:aws:iam::111111111111:user/build',
      }),
  ]);

test('image details read what the cache has, and import nothing', async ({
  registries,
  cached: { cache, upstream },
  rule,
  denials,
}) => {
  const here = await seedImage(cache, [['here', 10]], ['v1']);
  const there = await seedImage(upstream, [['there', 10]], ['v2']);
  const repository = await registries.sourceRepository(cache.name);
  for (const deny of denials) {
    deny();
    const details = await readImageDetails(repository, '111111111111', here.digest);
    expect(details.manifest.digest).toBe(here.digest);
    await expect(readImageDetails(repository, '111111111111', there.digest)).rejects.toMatchObject({
      data: { code: 'image-not-found' },
    });
  }
  expect(rule.imports).toEqual([]);
});

test('platforms are listed of the indexes that the cache has', async ({
  registries,
  cached: { cache, upstream },
  rule,
  denials,
}) => {
  const here = seedIndex(cache, [await seedImage(cache, [['here', 10]])], ['v1']);
  const there = seedIndex(upstream, [await seedImage(upstream, [['there', 10]])], ['v2']);
  const repository = await registries.sourceRepository(cache.name);
  for (const deny of denials) {
    deny();
    expect(Object.keys(await listPlatforms(repository, [here, there]))).toEqual([here]);
  }
  expect(rule.imports).toEqual([]);
});
