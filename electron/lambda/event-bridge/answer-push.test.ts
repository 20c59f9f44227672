import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { putImage } from '../../local-ecr/registry/put-image.ts';
import type { FunctionFixture } from '../../testing/lambda/function-fixture.ts';
import {
  createContext,
  ownAccount,
  ownRegion,
  readerRole,
  sourceAccount,
  sourceRegion,
  startFunction,
} from '../../testing/lambda/function-fixture.ts';
import { seedImage } from '../../testing/seed-image.ts';

let world: FunctionFixture;
beforeAll(async () => {
  world = await startFunction();
});
afterAll(() => world.close());
beforeEach(() => {
  world.lambda.queue.length = 0;
});

const route = {
  source: { account_id: sourceAccount, region: sourceRegion, repository_prefix: 'team/' },
  destination: { account_id: ownAccount, region: ownRegion, repository_name: 'mirror/{suffix}' },
  source_role_arn: readerRole,
  create_repository: true,
  overwrite_tags: true,
};

const push = (name: string, tag?: string, detail: object = {}) => ({
  source: 'aws.ecr',
  'detail-type': 'ECR Image Action',
  account: sourceAccount,
  region: sourceRegion,
  detail: {
    'action-type': 'PUSH',
    result: 'SUCCESS',
    'repository-name': name,
    'image-digest': `sha256:${'0'.repeat(64)}`,
    ...(tag !== undefined && { 'image-tag': tag }),
    ...detail,
  },
});

const send = (event: object, routes: readonly object[] = [route], remaining?: number) =>
  world.createHandler({ ROUTES: JSON.stringify(routes) })(event, createContext(remaining));

test('copies the pushed tag along its route, and the tag’s present image when events are late', async () => {
  const source = world.source.createRepository('team/api');
  const first = await seedImage(source, [['first', 20_000]], ['latest']);
  const second = await seedImage(source, [['second', 20_000]], []);
  putImage(source, { manifest: second.manifest, tag: 'latest' });
  const late = push('team/api', 'latest', { 'image-digest': first.digest });
  expect(await send(late)).toEqual({ status: 'done', copied: 1, continued: 0 });
  expect([...(world.destination.repositories.get('mirror/api')?.tags ?? [])]).toEqual([
    ['latest', second.digest],
  ]);
  // A duplicate event changes nothing.
  world.ecr.calls.clear();
  expect(await send(late)).toMatchObject({ copied: 1 });
  expect(world.ecr.calls.of('PutImage')).toEqual([]);
});

describe('ignores', () => {
  test.each<[string, object]>([
    ['a push without a tag', push('team/api')],
    ['a push that failed', push('team/api', 'latest', { result: 'FAILURE' })],
    ['a deletion', push('team/api', 'latest', { 'action-type': 'DELETE' })],
    ['a repository without a route', push('other/api', 'latest')],
    ['a tag that the filter of the route excludes', push('team/api', 'dev-1')],
  ])('%s, with a log entry', async (_what, event) => {
    const filter = [{ kind: 'glob', pattern: 'dev-*', exclude: true }];
    world.log.length = 0;
    expect(await send(event, [{ ...route, tag_filter: filter }])).toMatchObject({ status: 'ignored' });
    expect(world.log.at(-1)).toMatchObject({ message: expect.stringContaining('Ignored') });
  });
});

test('a tag is copied without the digest of the event, because its present image is copied', async () => {
  const source = world.source.createRepository('team/no-digest');
  const { digest } = await seedImage(source, [['no-digest', 20_000]], ['1']);
  const event = push('team/no-digest', '1', { 'image-digest': undefined });
  expect(await send(event)).toMatchObject({ status: 'done', copied: 1 });
  expect(world.destination.repositories.get('mirror/no-digest')?.tags.get('1')).toBe(digest);
});

test('several routes are copied by invocations of their own', async () => {
  const { digest } = await seedImage(world.source.createRepository('team/many'), [['many', 20_000]], ['1']);
  const backup = {
    ...route,
    destination: { ...route.destination, repository_name: 'backup/{repository_name}' },
  };
  expect(await send(push('team/many', '1'), [route, backup])).toEqual({
    status: 'done',
    copied: 0,
    continued: 2,
  });
  expect(await world.runQueue()).toEqual([{ status: 'copied' }, { status: 'copied' }]);
  for (const name of ['mirror/many', 'backup/team/many'])
    expect(world.destination.repositories.get(name)?.tags.get('1')).toBe(digest);
});

test('a route that fails does not repeat the copies along the others', async () => {
  await seedImage(world.source.createRepository('team/partly'), [['partly', 20_000]], ['1']);
  const failing = { ...route, create_repository: false };
  const backup = { ...route, destination: { ...route.destination, repository_name: 'backup/{suffix}' } };
  expect(await send(push('team/partly', '1'), [failing, backup])).toMatchObject({ continued: 2 });
  const [first, second] = world.lambda.queue.splice(0);
  await expect(world.invoke(first?.event)).rejects.toMatchObject({ name: 'ReplicationError' });
  expect(await world.invoke(second?.event)).toEqual({ status: 'copied' });
  expect(world.lambda.queue).toEqual([]);
});

test('a copy without enough time is continued', async () => {
  const { digest } = await seedImage(world.source.createRepository('team/slow'), [['slow', 20_000]], ['1']);
  expect(await send(push('team/slow', '1'), [route], 0)).toEqual({ status: 'done', copied: 0, continued: 1 });
  expect(world.lambda.queue).toMatchObject([{ event: { kind: 'background-copy', attempt: 1 } }]);
  expect(await world.runQueue()).toEqual([{ status: 'copied' }]);
  expect(world.destination.repositories.get('mirror/slow')?.tags.get('1')).toBe(digest);
});

test('routes are read from an SSM parameter', async () => {
  await seedImage(world.source.createRepository('team/parameter'), [['parameter', 20_000]], ['1']);
  world.parameters.parameters.set('/replicator/routes', JSON.stringify([route]));
  const handler = world.createHandler({ ROUTES_PARAMETER: '/replicator/routes' });
  expect(await handler(push('team/parameter', '1'), createContext())).toMatchObject({ copied: 1 });
});

describe('refuses routes', () => {
  test.each<[string, object, string]>([
    [
      'without a source',
      { source: { ...route.source, repository_prefix: undefined } },
      'either repository_name or',
    ],
    ['with a misspelled field', { overwrite: true }, 'Unrecognized key: "overwrite"'],
    [
      'that lead to their source',
      { destination: { account_id: sourceAccount, region: sourceRegion, repository_name: 'team/{suffix}' } },
      'copies repositories into themselves',
    ],
    ...['team/mirror/{suffix}', 'team/{repository_name}', '{repository_name}-mirror', 'team/all'].map(
      (name): [string, object, string] => [
        `whose destination is among its sources: ${name}`,
        { destination: { account_id: sourceAccount, region: sourceRegion, repository_name: name } },
        'copies its own copies again',
      ],
    ),
    [
      'of all repositories into their registry',
      {
        source: { ...route.source, repository_prefix: '' },
        destination: { account_id: sourceAccount, region: sourceRegion, repository_name: 'mirror/{suffix}' },
      },
      'copies its own copies again',
    ],
  ])('%s', async (_what, change, sentence) => {
    await expect(send(push('team/api', 'latest'), [{ ...route, ...change }])).rejects.toMatchObject({
      name: 'InvalidEventError',
      message: expect.stringContaining(sentence),
    });
  });
});

test.each(['mirror/{repository_name}', 'mirror/{suffix}', 'tea/{suffix}', '{suffix}'])(
  'accepts a route within one registry to %s',
  async (name) => {
    const destination = { account_id: sourceAccount, region: sourceRegion, repository_name: name };
    const event = push('other/api', 'latest');
    expect(await send(event, [{ ...route, destination }])).toMatchObject({ status: 'ignored' });
  },
);
