import { expect } from 'vitest';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { listImages } from './images.ts';
import { listPlatforms } from '../image-graph/platforms.ts';
import { createRepository } from './create-repository.ts';
import { findRepository, listRepositories } from './repositories.ts';
import { test } from '../../testing/registries-test.ts';

test('lists repositories with their settings over several pages', async ({ registries }) => {
  for (let index = 0; index < 2_100; index += 1) registries.source.createRepository(`many/r${index}`);
  registries.source.createRepository('special/one', {
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    exclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
    encryption: { encryptionType: 'KMS' },
    scanOnPush: true,
  });
  const { registry } = await registries.sourceRepository('any');
  const repositories = await listRepositories(registry);
  expect(repositories).toHaveLength(2_101);
  expect(repositories.find(({ name }) => name === 'special/one')).toMatchObject({
    uri: '111111111111.dkr.ecr.eu-west-1.amazonaws.com/special/one',
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    tagMutabilityExclusions: ['dev-*'],
    encryption: 'KMS',
    scanOnPush: true,
  });
  expect(registries.ecr.calls.of('DescribeRepositories')).toHaveLength(3);
});

test('finds a repository by name, and creates one with the requested settings', async ({ registries }) => {
  const { registry } = await registries.destinationRepository('any');
  expect(await findRepository(registry, 'new/one')).toBeUndefined();
  const created = await createRepository(registry, 'new/one', {
    tagMutability: { tagMutability: 'MUTABLE_WITH_EXCLUSION', exclusions: ['v*'] },
    encryption: { type: 'AES256' },
    scanOnPush: false,
    resourceTags: {},
  });
  expect(created).toMatchObject({ tagMutability: 'MUTABLE_WITH_EXCLUSION', tagMutabilityExclusions: ['v*'] });
  expect(await findRepository(registry, 'new/one')).toEqual(created);
  const again = {
    tagMutability: { tagMutability: 'MUTABLE', exclusions: [] },
    encryption: { type: 'AES256' },
    scanOnPush: false,
    resourceTags: {},
  } as const;
  await expect(createRepository(registry, 'new/one', again)).rejects.toMatchObject({
    data: { code: 'repository-exists', side: 'destination' },
  });
});

test('lists images of every kind and the platforms of indexes', async ({ registries }) => {
  const repository = registries.source.createRepository('kinds');
  const [amd, arm] = [await seedImage(repository, [['amd', 10]]), await seedImage(repository, [['arm', 20]])];
  const index = seedIndex(repository, [amd, arm], ['multi']);
  const config = await seedImage(repository, [['c', 30]], ['v1', 'latest']);
  const helm = putImage(repository, {
    tag: 'chart',
    manifest: JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: {
        mediaType: 'application/vnd.cncf.helm.config.v1+json',
        digest: config.configDigest,
        size: repository.layers.get(config.configDigest)?.content.size,
      },
      layers: [
        {
          mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
          digest: config.layerDigests[0],
          size: 30,
        },
      ],
    }),
  });
  const { registry, name } = await registries.sourceRepository('kinds');
  const images = await listImages(registry, name);
  const kinds = new Map(images.map(({ digest, kind }) => [digest, kind]));
  expect([kinds.get(index), kinds.get(amd.digest), kinds.get(helm.digest)]).toEqual([
    'index',
    'image',
    'helm-chart',
  ]);
  expect(images.find(({ digest }) => digest === amd.digest)?.tags).toEqual([]);
  expect(images.find(({ digest }) => digest === config.digest)?.tags.toSorted()).toEqual(['latest', 'v1']);

  expect(await listPlatforms({ registry, name }, [index, amd.digest])).toEqual({
    [index]: [
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64' },
    ],
  });
});

test('lists the last pull, the storage class and the findings of a scan', async ({ registries }) => {
  const repository = registries.source.createRepository('facts');
  const image = await seedImage(repository, [['one', 10]], ['v1']);
  const stored = repository.images.get(image.digest);
  if (!stored) throw new Error('not stored');
  const { registry, name } = await registries.sourceRepository('facts');
  expect((await listImages(registry, name))[0]).toMatchObject({ status: 'ACTIVE', lastPulledAt: undefined });
  stored.pulledAt = new Date(1_700_000_000_000);
  stored.status = 'ARCHIVED';
  stored.scan = { status: 'COMPLETE', description: '', counts: { HIGH: 2, LOW: 1 } };
  expect((await listImages(registry, name))[0]).toMatchObject({
    status: 'ARCHIVED',
    lastPulledAt: 1_700_000_000_000,
    findings: { HIGH: 2, LOW: 1 },
  });
});

test('names a missing repository in the error', async ({ registries }) => {
  const { registry } = await registries.sourceRepository('gone');
  await expect(listImages(registry, 'gone')).rejects.toMatchObject({
    data: {
      code: 'repository-not-found',
      side: 'source',
      message: expect.stringContaining('repository gone'),
    },
  });
});
