import { expect } from 'vitest';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { createTransferTest } from '../../testing/transfer-test.ts';

const MiB = 1024 * 1024;
const test = createTransferTest();
const image = (digest: string, ...destinationTags: string[]) => ({ digest, sourceTags: [], destinationTags });

test('contains new and moved tags and each blob once, and writes nothing', async ({
  registries,
  plans,
  names,
}) => {
  const { from, to } = names;
  const source = registries.source.createRepository(from);
  const destination = registries.destination.createRepository(to);
  const amd = await seedImage(source, [
    ['base', 4 * MiB],
    ['amd', 2 * MiB],
  ]);
  const arm = await seedImage(source, [
    ['base', 4 * MiB],
    ['arm', 1 * MiB],
  ]);
  const index = seedIndex(source, [amd, arm], ['v2']);
  await seedImage(destination, [['base', 4 * MiB]], ['latest']);
  const old = destination.tags.get('latest') ?? '';
  registries.ecr.calls.clear();

  const { plan } = await plans.create(
    registries.request({ from, to }, [image(index, 'v2', 'latest'), image(amd.digest, 'amd')]),
  );

  expect(plan.images[0]?.tags).toEqual([
    { kind: 'create', tag: 'v2' },
    { kind: 'move', tag: 'latest', fromDigest: old },
  ]);
  expect(plan.images[0]?.manifests.map(({ digest, platform }) => [digest, platform?.architecture])).toEqual([
    [amd.digest, 'amd64'],
    [arm.digest, 'arm64'],
    [index, undefined],
  ]);
  expect(plan.blobs.map(({ size, present }) => [size, present]).slice(0, 3)).toEqual([
    [4 * MiB, true],
    [2 * MiB, false],
    [1 * MiB, false],
  ]);
  expect(plan.blobs).toHaveLength(5);
  const configs = plan.blobs.slice(3).reduce((sum, { size }) => sum + size, 0);
  expect(plan.bytes).toMatchObject({
    total: 7 * MiB + configs,
    alreadyAtDestination: 4 * MiB,
    toTransfer: 3 * MiB + configs,
  });
  expect(plan.uploadStrategy).toEqual({ kind: 'registry', mayMount: false });
  expect(plan.bytes.uploadBytes).toBe(plan.bytes.toTransfer);
  expect(plan.warnings).toEqual([{ kind: 'tags-move', count: 1 }]);
  expect(plan.blockers).toEqual([]);
  expect(plan.source).toMatchObject({
    accountId: '111111111111',
    arn: 'arn:aws:iam::111111111111:user/build',
  });
  expect(plan.destination).toMatchObject({ accountId: '222222222222', region: 'us-east-1' });
  const written = registries.ecr.calls.all.map(({ operation }) => operation);
  expect(written.filter((operation) => /^(Put|Create|Initiate|Upload|Complete)/.test(operation))).toEqual([]);
});

test('copies mutability and encryption to a new repository, and has a blocker when it must not be created', async ({
  registries,
  plans,
  names,
  transfers,
}) => {
  const { from, to } = names;
  const source = registries.source.createRepository(from, {
    tagMutability: 'IMMUTABLE',
    encryption: { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-west-1:111111111111:key/own' },
  });
  const { digest } = await seedImage(source, [['a', 10]], ['v1']);
  const request = (create: boolean) => registries.request({ from, to, create }, [image(digest, 'v1')]);

  const { plan } = await plans.create(request(true));
  expect(plan.destination.repository).toMatchObject({
    kind: 'create',
    name: to,
    uri: `222222222222.dkr.ecr.us-east-1.amazonaws.com/${to}`,
    settings: {
      tagMutability: { planned: { tagMutability: 'IMMUTABLE', exclusions: [] } },
      encryption: { planned: { type: 'KMS', kmsKey: undefined } },
    },
  });
  expect(plan.warnings.map(({ kind }) => kind)).toEqual(['kms-key-not-copied']);
  expect(plan.blockers).toEqual([]);

  const { plan: without } = await plans.create(request(false));
  expect(without.blockers).toMatchObject([{ code: 'repository-not-found', side: 'destination' }]);
  expect(() => transfers.start(without.id)).toThrow(/There is no repository/);
});

test('reports immutable tags, tags of two images, and tags that moved at the source', async ({
  registries,
  plans,
  names,
}) => {
  const { from, to } = names;
  const source = registries.source.createRepository(from);
  const destination = registries.destination.createRepository(to, { tagMutability: 'IMMUTABLE' });
  const [one, two] = [await seedImage(source, [['1', 10]]), await seedImage(source, [['2', 10]])];
  putImage(source, { manifest: two.manifest, tag: 'v1' });
  await seedImage(destination, [['3', 10]], ['v1']);

  const { plan } = await plans.create(
    registries.request({ from, to }, [
      { digest: one.digest, sourceTags: ['v1'], destinationTags: ['v1', 'same'] },
      image(two.digest, 'same'),
    ]),
  );
  expect(plan.images.flatMap(({ blockers }) => blockers).map(({ code, action }) => [code, action])).toEqual([
    ['tag-immutable', 'change-tags'],
    ['invalid-input', 'change-tags'],
    ['invalid-input', 'change-tags'],
  ]);
  expect(plan.warnings).toContainEqual({ kind: 'tag-moved-at-source', tag: 'v1', digest: two.digest });
});

test.for([
  ['ecr:BatchGetImage', 'source'],
  ['ecr:BatchCheckLayerAvailability', 'destination'],
] as const)(
  'fails with the permission and the profile when %s is denied at the %s',
  async ([action, side], { registries, plans, names }) => {
    const { from, to } = names;
    const { digest } = await seedImage(registries.source.createRepository(from), [['one', 10]]);
    registries.destination.createRepository(to);
    const [repositoryName, profile] = side === 'source' ? [from, 'build'] : [to, 'production'];
    registries.ecr.faults.deny({ action, repositoryName });
    await expect(plans.create(registries.request({ from, to }, [image(digest, 'v1')]))).rejects.toMatchObject(
      {
        data: {
          code: 'access-denied',
          side,
          message: expect.stringContaining(
            `Profile ${profile} is not allowed ${action} on repository ${repositoryName}`,
          ),
        },
      },
    );
  },
);

test('reports a tag of an archived image, and a blocker for an image that is archived at the destination', async ({
  registries,
  plans,
  names,
}) => {
  const { from, to } = names;
  const source = registries.source.createRepository(from);
  const destination = registries.destination.createRepository(to);
  const { digest } = await seedImage(source, [['one', 10]]);
  const other = await seedImage(destination, [['other', 10]], ['v1']);
  setArchived(destination, other.digest, true);
  const request = registries.request({ from, to }, [image(digest, 'v1')]);
  const changeOf = async () => (await plans.create(request)).plan.images[0]?.tags;
  expect(await changeOf()).toEqual([{ kind: 'move', tag: 'v1', fromDigest: other.digest }]);
  destination.settings.tagMutability = 'IMMUTABLE';
  expect(await changeOf()).toEqual([{ kind: 'immutable', tag: 'v1', fromDigest: other.digest }]);

  await seedImage(destination, [['one', 10]]);
  setArchived(destination, digest, true);
  expect((await plans.create(request)).plan.images[0]?.blockers).toContainEqual(
    expect.objectContaining({
      code: 'image-unavailable',
      side: 'destination',
      message: expect.stringContaining(`is in ${to} already, but archived`),
    }),
  );
});

test('reports a missing source repository or image as an error at the source', async ({
  registries,
  plans,
  names,
}) => {
  const { from, to } = names;
  registries.destination.createRepository(to);
  const digest = `sha256:${'0'.repeat(64)}`;
  const request = registries.request({ from, to }, [image(digest, 'v1')]);
  await expect(plans.create(request)).rejects.toMatchObject({
    data: { code: 'repository-not-found', side: 'source' },
  });
  registries.source.createRepository(from);
  expect((await plans.create(request)).plan.images[0]?.blockers).toMatchObject([
    { code: 'image-not-found', side: 'source' },
  ]);
});
