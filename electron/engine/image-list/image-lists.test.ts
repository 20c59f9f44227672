import { expect } from 'vitest';
import type { LocalEcr } from '../../local-ecr/local-ecr.ts';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { test as registriesTest } from '../../testing/registries-test.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { seedManyImages } from '../../testing/seed-many-images.ts';
import { noImageFilter } from '../../../shared/models/image-filter.ts';
import { createImageLists } from './image-lists.ts';

const user = 'arn:aws:iam::111111111111:user/build';
const build = { profile: 'build', region: 'eu-west-1' };
const everyImage = {
  view: 'all',
  filter: noImageFilter,
  sort: { column: 'tags', descending: false },
  page: 1,
  pageSize: 25,
} as const;

let repositories = 0;

const test = registriesTest
  .extend('repository', ({ registries }): Repository => {
    repositories += 1;
    return registries.source.createRepository(`lists/r${repositories}`);
  })
  .extend('lists', ({ registries }) => createImageLists(registries.access))
  .extend('query', ({ repository }) => ({
    ...build,
    repositoryName: repository.name,
    ...everyImage,
    listedSince: 0,
  }));

const callsOf = ({ calls }: LocalEcr, operation: string, { name }: Repository): number =>
  calls.of(operation).filter(({ repositoryName }) => repositoryName === name).length;

test('lists a repository once, however often it is filtered, sorted and paged; and again when it is asked to', async ({
  registries: { ecr },
  repository,
  lists,
  query,
}) => {
  seedManyImages(repository, 1_000);
  const first = await lists.readPage({ ...query, view: 'tagged' });
  expect(first.totals).toEqual({ tagged: 1_000, untagged: 425, all: 1_450 });
  expect(first.rows.map(({ tags }) => tags[0]).slice(0, 3)).toEqual(['v0', 'v1', 'v2']);
  const calls = callsOf(ecr, 'DescribeImages', repository);
  expect(calls).toBe(2);

  const descending = { column: 'tags', descending: true } as const;
  const sorted = await lists.readPage({ ...query, view: 'tagged', sort: descending });
  expect(sorted.rows[0]?.tags).toEqual(['v999']);
  const last = await lists.readPage({ ...query, view: 'tagged', page: 99 });
  expect([last.page, last.rows.at(-1)?.tags]).toEqual([40, ['v999']]);
  const filtered = await lists.readPage({
    ...query,
    view: 'tagged',
    filter: { ...noImageFilter, text: 'V99' },
  });
  expect(filtered).toMatchObject({ matching: 11, matchingViews: { tagged: 11 }, totals: { tagged: 1_000 } });
  expect(callsOf(ecr, 'DescribeImages', repository)).toBe(calls);

  putImage(repository, { manifest: repository.images.values().next().value?.manifest ?? '', tag: 'new' });
  expect((await lists.readPage({ ...query, filter: { ...noImageFilter, text: 'new' } })).matching).toBe(0);
  const again = await lists.readPage({
    ...query,
    filter: { ...noImageFilter, text: 'new' },
    listedSince: first.listedAt + 1,
  });
  expect(again.matching).toBe(1);
  expect(again.listedAt).toBeGreaterThan(first.listedAt);
});

test('requests at one time share one list; a failed list and one of another identity are not cached', async ({
  registries: { ecr },
  repository,
  lists,
  query,
}) => {
  await seedImage(repository, [['layer', 10]], ['v1']);
  ecr.faults.deny({ principalArn: user, action: 'ecr:DescribeImages' });
  await expect(lists.readPage(query)).rejects.toMatchObject({ data: { code: 'access-denied' } });
  ecr.faults.clear();
  const before = callsOf(ecr, 'DescribeImages', repository);
  await Promise.all([lists.readPage(query), lists.readPage({ ...query, page: 2 }), lists.lookUp(query, [])]);
  expect(callsOf(ecr, 'DescribeImages', repository) - before).toBe(1);
  lists.clear();
  await lists.readPage(query);
  expect(callsOf(ecr, 'DescribeImages', repository) - before).toBe(2);
});

test('an untagged manifest is a part, attached or an orphan, and its indexes are read once in batches', async ({
  registries: { ecr },
  repository,
  lists,
  query,
}) => {
  const children = [await seedImage(repository, [['amd', 10]]), await seedImage(repository, [['arm', 10]])];
  const index = seedIndex(repository, children, ['2.12.0']);
  const orphan = await seedImage(repository, [['orphan', 10]]);
  const { digest: referrer } = attach(repository, index, orphan.manifest);
  const untagged = { ...query, view: 'untagged' } as const;

  await lists.readPage({ ...query, view: 'tagged' });
  expect(callsOf(ecr, 'BatchGetImage', repository)).toBe(0);
  const begun = await lists.readPage(untagged);
  expect(begun.roles).toBeUndefined();
  expect(new Set(begun.rows.map(({ relation }) => relation.kind))).toEqual(new Set(['unknown', 'attached']));

  const page = await expect
    .poll(() => lists.readPage(untagged))
    .toMatchObject({ members: { kind: 'read', unreadable: 0 } })
    .then(() => lists.readPage(untagged));
  expect(page.roles).toEqual({ part: 2, attached: 1, orphan: 1 });
  const relations = new Map(page.rows.map(({ digest, relation }) => [digest, relation]));
  expect(relations.get(children[0]?.digest ?? '')).toEqual({
    kind: 'part',
    index: { digest: index, tag: '2.12.0' },
    more: 0,
  });
  expect(relations.get(referrer)).toEqual({ kind: 'attached', subject: { digest: index, tag: '2.12.0' } });
  expect(relations.get(orphan.digest)).toEqual({ kind: 'orphan' });
  const orphans = await lists.readPage({ ...untagged, role: 'orphan' });
  expect(orphans.rows.map(({ digest }) => digest)).toEqual([orphan.digest]);

  // A refresh reads no index again: the content of a digest never changes.
  await lists.readPage({ ...untagged, listedSince: page.listedAt + 1 });
  await expect.poll(() => lists.readPage(untagged)).toMatchObject({ members: { kind: 'read' } });
  expect(callsOf(ecr, 'BatchGetImage', repository)).toBe(1);
});

test('a condition on the platform reads the indexes, and leaves out images whose platform is not known', async ({
  repository,
  lists,
  query,
}) => {
  const children = [await seedImage(repository, [['amd', 10]]), await seedImage(repository, [['arm', 10]])];
  const index = seedIndex(repository, children, ['2.12.0']);
  seedIndex(repository, children.slice(0, 1), ['amd-only']);
  await seedImage(repository, [['plain', 10]], ['plain']);
  const archived = seedIndex(repository, children.slice(1), ['archived']);
  setArchived(repository, archived, true);
  const onPlatform = (operator: '=' | '!=', value: string) => ({
    ...query,
    view: 'all' as const,
    filter: { operation: 'and' as const, tokens: [{ propertyKey: 'platform' as const, operator, value }] },
  });

  const all = await lists.selectMatching(onPlatform('=', 'linux/arm64/v8'));
  expect(all.images.map(({ digest }) => digest).toSorted()).toEqual(
    [index, children[1]?.digest ?? ''].toSorted(),
  );
  const page = await lists.readPage(onPlatform('=', 'linux/arm64'));
  expect(page).toMatchObject({ matching: 2, members: { kind: 'read', unreadable: 1 } });
  // The image without an index, and the archived index.
  expect(page.unknownPlatforms).toBe(2);
  const others = await lists.readPage({ ...onPlatform('!=', 'linux/arm64'), view: 'tagged' });
  expect([others.rows.map(({ tags }) => tags[0]), others.unknownPlatforms]).toEqual([['amd-only'], 2]);
});

test('a denial of the manifests fails the selection by platform', async ({
  registries: { ecr },
  repository,
  lists,
  query,
}) => {
  seedIndex(repository, [await seedImage(repository, [['amd', 10]])], ['1.0']);
  ecr.faults.deny({ principalArn: user, action: 'ecr:BatchGetImage' });
  const filter = {
    operation: 'and' as const,
    tokens: [{ propertyKey: 'platform' as const, operator: '=' as const, value: 'linux/amd64' }],
  };
  await expect(lists.selectMatching({ ...query, filter })).rejects.toMatchObject({
    data: { code: 'access-denied' },
  });
});

test('nothing is called an orphan while an index is archived, or where indexes cannot be read', async ({
  registries: { ecr, access },
  repository,
  lists,
  query,
}) => {
  const child = await seedImage(repository, [['child', 10]]);
  const index = seedIndex(repository, [child], ['old']);
  setArchived(repository, index, true);
  const untagged = { ...query, view: 'untagged' } as const;
  await expect
    .poll(() => lists.readPage(untagged))
    .toMatchObject({ members: { kind: 'read', unreadable: 1 }, rows: [{ relation: { kind: 'unknown' } }] });

  setArchived(repository, index, false);
  ecr.faults.deny({ principalArn: user, action: 'ecr:BatchGetImage' });
  const others = createImageLists(access);
  await expect
    .poll(() => others.readPage(untagged))
    .toMatchObject({
      members: { kind: 'failed', error: { code: 'access-denied' } },
      roles: undefined,
      rows: [{ relation: { kind: 'unknown' } }],
    });
});

test('an index opens to its platforms and to what is attached to it and to them', async ({
  repository,
  lists,
  query,
}) => {
  const [amd, arm] = [await seedImage(repository, [['amd', 10]]), await seedImage(repository, [['arm', 20]])];
  const index = seedIndex(repository, [amd, arm], ['2.12.0']);
  const sbom = attach(repository, index, arm.manifest);
  const signature = await seedImage(repository, [['sig', 5]], [`${arm.digest.replace(':', '-')}.sig`]);
  const { rows } = await lists.readPage({ ...query, view: 'tagged' });
  // The signature is tagged with the digest of its subject only.
  expect(rows.map(({ tags }) => tags)).toEqual([['2.12.0']]);
  const { children, error } = await lists.readChildren(query, index);
  expect(error).toBeUndefined();
  expect(children).toMatchObject([
    { kind: 'platform', digest: amd.digest, platform: { architecture: 'amd64' }, isStored: true },
    { kind: 'platform', digest: arm.digest, platform: { architecture: 'arm64' }, isStored: true },
    {
      kind: 'attached',
      digest: signature.digest,
      platform: { architecture: 'arm64' },
      attachedBy: { kind: 'tag' },
    },
    { kind: 'attached', digest: sbom.digest, artifactType: 'application/spdx+json' },
  ]);
});

test('selects what matches, at most as many images as a replication accepts', async ({
  repository,
  lists,
  query,
}) => {
  seedManyImages(repository, 1_100);
  const all = await lists.selectMatching({ ...query, view: 'tagged' });
  expect([all.images.length, all.matching]).toEqual([1_000, 1_100]);
  const some = await lists.selectMatching({
    ...query,
    view: 'tagged',
    filter: { ...noImageFilter, text: 'v109' },
  });
  expect(some.images.map(({ tags }) => tags[0])).toEqual([
    'v109',
    ...Array.from({ length: 10 }, (_, index) => `v109${index}`),
  ]);
  const rules = [{ kind: 'glob', pattern: 'v10*', exclude: false } as const];
  const preview = await lists.previewRules(query, rules, [{ kind: 'add-prefix', prefix: 'x-' }]);
  expect(preview).toMatchObject({ selected: 111, images: 111, renamed: { total: 111, invalid: 0 } });
  expect(preview.lines.all).toHaveLength(200);
  const selection = await lists.selectByRules(query, rules);
  expect([selection.images, selection.selected.length]).toEqual([111, 111]);
});

/** Attaches an SBOM with the layers of another image. */
function attach(repository: Repository, subjectDigest: string, like: string) {
  const subject = repository.images.get(subjectDigest);
  return putImage(repository, {
    manifest: JSON.stringify({
      ...JSON.parse(like),
      artifactType: 'application/spdx+json',
      subject: {
        mediaType: subject?.mediaType,
        digest: subjectDigest,
        size: Buffer.byteLength(subject?.manifest ?? ''),
      },
    }),
  });
}
