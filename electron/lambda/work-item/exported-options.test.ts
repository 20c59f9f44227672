import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { WorkItem } from '../../../shared/models/work-item.ts';
import { workResultSchema } from '../../../shared/models/work-result.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import type { StackWorld } from '../../testing/aws-stack/stack-world.ts';
import { readItems, startStackWorld } from '../../testing/aws-stack/stack-world.ts';
import { createContext } from '../../testing/lambda/function-fixture.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';

// Each option of a plan has its effect when the function runs the exported item, and another one without it.

let world: StackWorld;
let source: Repository;
let count = 0;
beforeAll(async () => {
  world = await startStackWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  count += 1;
  source = world.source.createRepository(`options/source-${count}`);
});

const destinationName = (): string => `options/destination-${count}`;
const nameImage = (digest: string) => [{ digest, sourceTags: [], destinationTags: ['1.0'] }];

/** Plans a copy of one image with these choices. @returns its exported item. */
async function exportItem(
  digest: string,
  choices: Parameters<StackWorld['exportCopy']>[2],
  create = false,
): Promise<WorkItem> {
  const names = { from: source.name, to: destinationName(), create };
  const [item] = readItems(await world.exportCopy(names, nameImage(digest), choices));
  if (item) return item;
  throw new Error('The export has no item.');
}

const send = async (item: object) =>
  workResultSchema.parse(await world.createHandler()(item, createContext()));

const signatureTag = (digest: string): string => `${digest.replace(':', '-')}.sig`;

test('signatures, SBOMs and attestations stay behind', async () => {
  const destination = world.destination.createRepository(destinationName());
  const { digest } = await seedImage(source, [['image', 100]]);
  await seedImage(source, [['signature', 30]], [signatureTag(digest)]);
  const item = await exportItem(digest, { options: { referrers: false } });
  expect(await send(item)).toMatchObject({ status: 'done' });
  expect([...destination.tags.keys()]).toEqual(['1.0']);

  await send({ ...item, referrers: undefined });
  expect([...destination.tags.keys()].toSorted()).toEqual(['1.0', signatureTag(digest)]);
});

test('a tag that the plan creates is not moved when somebody sets it after the export', async () => {
  const destination = world.destination.createRepository(destinationName());
  const { digest } = await seedImage(source, [['new', 100]], ['latest', '2.0']);
  await seedImage(destination, [['old', 100]], ['latest']);
  const tags = ['latest', '2.0'];
  const names = { from: source.name, to: destinationName(), create: false };
  const [item] = readItems(
    await world.exportCopy(names, [{ digest, sourceTags: tags, destinationTags: tags }], {}),
  );
  const theirs = await seedImage(destination, [['theirs', 100]], ['2.0']);
  expect(await send({ ...item })).toMatchObject({
    status: 'failed',
    error: { code: 'invalid-input', message: expect.stringContaining('Tag 2.0') },
  });
  expect(destination.tags.get('2.0')).toBe(theirs.digest);

  destination.tags.delete('2.0');
  expect(await send({ ...item })).toMatchObject({ status: 'done', moved_tags: [{ tag: 'latest' }] });
  expect([...destination.tags.values()]).toEqual([digest, digest]);
});

test('the image is not read back', async () => {
  world.destination.createRepository(destinationName());
  const { digest } = await seedImage(source, [['image', 100]]);
  const item = await exportItem(digest, { options: { verify: false } });
  expect(await send(item)).toMatchObject({ status: 'done', verified: false });
  expect(await send({ ...item, verify: true })).toMatchObject({ status: 'done', verified: true });
});

test('a signature of the destination is kept', async () => {
  const destination = world.destination.createRepository(destinationName());
  const { digest } = await seedImage(source, [['image', 100]]);
  await seedImage(destination, [['image', 100]]);
  const mine = await seedImage(source, [['mine', 30]], [signatureTag(digest)]);
  const theirs = await seedImage(destination, [['theirs', 31]], [signatureTag(digest)]);
  const item = await exportItem(digest, { options: { existingSignatures: 'keep' } });
  expect(await send(item)).toMatchObject({ status: 'done' });
  expect(destination.tags.get(signatureTag(digest))).toBe(theirs.digest);

  await send({ ...item, existing_signatures: 'replace' });
  expect(destination.tags.get(signatureTag(digest))).toBe(mine.digest);
});

test('an index is copied without the manifests that the source does not have', async () => {
  const destination = world.destination.createRepository(destinationName());
  const kept = await seedImage(source, [['kept', 100]]);
  const missing = await seedImage(source, [['missing', 101]]);
  const index = seedIndex(source, [kept, missing], ['1.0']);
  source.images.delete(missing.digest);
  const item = await exportItem(index, { options: { missingManifests: 'leave-out' } });
  expect(await send({ ...item, missing_manifests: undefined })).toMatchObject({
    status: 'failed',
    error: { side: 'source' },
  });
  expect(destination.images.size).toBe(0);

  expect(await send(item)).toMatchObject({ status: 'done' });
  expect(destination.images.has(kept.digest)).toBe(true);
  expect(destination.tags.get('1.0')).not.toBe(index);
});

test('a new repository gets the chosen settings', async () => {
  source.settings.tagMutability = 'IMMUTABLE';
  source.settings.scanOnPush = true;
  source.settings.policyText = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  source.settings.lifecyclePolicyText = JSON.stringify({ rules: [{ description: 'keep it '.repeat(12) }] });
  source.resourceTags.set('team', 'api');
  const { digest } = await seedImage(source, [['image', 100]]);
  const settings = {
    tagMutability: false,
    encryption: { kind: 'kms-managed' },
    scanOnPush: false,
    lifecyclePolicy: false,
    repositoryPolicy: true,
    resourceTags: false,
  } as const;
  const item = await exportItem(digest, { settings }, true);
  expect(item).toMatchObject({ create_repository: true, repository_settings: { encryption: 'kms-managed' } });
  expect(await send(item)).toMatchObject({ status: 'done' });
  const created = world.destination.repository(destinationName());
  expect(created.settings).toMatchObject({ tagMutability: 'MUTABLE', scanOnPush: false });
  expect(created.settings.lifecyclePolicyText).toBeUndefined();
  expect(created.settings.policyText).toBe(source.settings.policyText);
  expect(created.resourceTags.size).toBe(0);
  expect(created.encryption).toMatchObject({ encryptionType: 'KMS' });
});

describe('an item of another version', () => {
  const item = {
    kind: 'work-item',
    id: '1',
    source: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.0`,
    destination: '222222222222.dkr.ecr.us-east-1.amazonaws.com/team/api',
  };

  test('is refused, so that no option is ignored', async () => {
    await expect(world.invoke({ ...item, version: 3, compression: 'zstd' })).rejects.toThrow(
      'version: The function reads work items of the versions 1 and 2. Deploy the function of the release that wrote the item.',
    );
    await expect(world.invoke({ ...item, version: 2, referers: false })).rejects.toThrow(
      'Unrecognized key: "referers"',
    );
  });

  test('is read when it is an earlier one', async () => {
    const destination = world.destination.createRepository(destinationName());
    const { digest } = await seedImage(source, [['image', 100]], ['1.0']);
    const { version: _version, ...earlier } = await exportItem(digest, {});
    expect(await send(earlier)).toMatchObject({ status: 'done' });
    expect(destination.tags.get('1.0')).toBe(digest);
  });
});
