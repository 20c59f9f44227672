import { expect } from 'vitest';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { pullOnlyPolicy } from '../../testing/published-policies.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { findImages } from './find-images.ts';
import { test as base } from '../../testing/registries-test.ts';

const test = base.extend('find', ({ registries }) => async (name: string, ...references: string[]) => {
  registries.ecr.faults.allowOnly('arn:aws:iam::111111111111:user/build', pullOnlyPolicy);
  return findImages((await registries.sourceRepository(name)).registry, name, references);
});

test('finds images by tag and digest with the pull-only policy, each once, and leaves out missing ones', async ({
  registries,
  find,
}) => {
  const repository = registries.source.createRepository('find/some');
  const one = await seedImage(repository, [['a', 5_000]], ['1.0', 'latest', 'not-asked']);
  const index = seedIndex(repository, [one], ['all']);
  const found = await find(
    'find/some',
    'latest',
    '1.0',
    one.digest,
    index,
    'gone',
    `sha256:${'0'.repeat(64)}`,
  );
  expect(found).toMatchObject([
    { digest: one.digest, tags: ['latest', '1.0'], kind: 'image', status: 'ACTIVE' },
    { digest: index, tags: [], kind: 'index' },
  ]);
  expect(found[0]?.sizeInBytes).toBeGreaterThan(5_000);
});

test.for(['tag', 'digest'])(
  'names an archived image that is requested by %s',
  async (by, { registries, find }) => {
    const repository = registries.source.createRepository(`find/archived-by-${by}`);
    const { digest } = await seedImage(repository, [['a', 500]], ['old']);
    setArchived(repository, digest, true);
    await expect(find(repository.name, by === 'tag' ? 'old' : digest)).rejects.toMatchObject({
      data: { code: 'image-unavailable', message: expect.stringContaining('is archived. Restore it in ECR') },
    });
  },
);
