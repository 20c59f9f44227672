import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { seedImage, seedIndex } from '../../testing/seed-image.ts';

let world: FunctionFixture;
beforeAll(async () => {
  world = await startFunction();
});
afterAll(() => world.close());

const schedule = { source: 'aws.events', 'detail-type': 'Scheduled Event' };

const createRoute = (prefix: string, more: object = {}) => ({
  source: { account_id: sourceAccount, region: sourceRegion, repository_prefix: `${prefix}/` },
  destination: { account_id: ownAccount, region: ownRegion, repository_name: 'mirror/{repository_name}' },
  source_role_arn: readerRole,
  create_repository: true,
  ...more,
});

const createHandler = (...routes: readonly object[]) =>
  world.createHandler({ ROUTES: JSON.stringify(routes) });

const tagsAt = (name: string): readonly (readonly [string, string])[] => [
  ...(world.destination.repositories.get(`mirror/${name}`)?.tags ?? []),
];

test('copies what is missing, and nothing the second time', async () => {
  const api = await seedImage(world.source.createRepository('all/api'), [['api', 20_000]], ['1', 'latest']);
  const web = await seedImage(world.source.createRepository('all/web'), [['web', 20_000]], ['2', 'dev-1']);
  world.source.createRepository('others/api');
  const handler = createHandler(
    createRoute('all', { tag_filter: [{ kind: 'glob', pattern: 'dev-*', exclude: true }] }),
  );
  expect(await handler(schedule, createContext())).toEqual({ status: 'done', copied: 2, failed: 0 });
  expect(tagsAt('all/api')).toEqual([
    ['1', api.digest],
    ['latest', api.digest],
  ]);
  expect(tagsAt('all/web')).toEqual([['2', web.digest]]);
  expect(world.destination.repositories.has('mirror/others/api')).toBe(false);
  world.ecr.calls.clear();
  expect(await handler(schedule, createContext())).toEqual({ status: 'done', copied: 0, failed: 0 });
  expect(world.ecr.calls.of('PutImage')).toEqual([]);
});

test('moves tags only along a route that allows it', async () => {
  const source = world.source.createRepository('moving/api');
  const first = await seedImage(source, [['first', 20_000]], ['latest']);
  await createHandler(createRoute('moving'))(schedule, createContext());
  const second = await seedImage(source, [['second', 20_000]]);
  putImage(source, { manifest: second.manifest, tag: 'latest' });
  await createHandler(createRoute('moving'))(schedule, createContext());
  expect(tagsAt('moving/api')).toEqual([['latest', first.digest]]);
  expect(world.log).toContainEqual(expect.objectContaining({ level: 'WARN', tags: ['latest'] }));
  await createHandler(createRoute('moving', { overwrite_tags: true }))(schedule, createContext());
  expect(tagsAt('moving/api')).toEqual([['latest', second.digest]]);
});

test.each([false, true])(
  'copies the chosen platforms of an index once (overwrite_tags: %s)',
  async (overwrite) => {
    const prefix = overwrite ? 'moved-platforms' : 'platforms';
    const source = world.source.createRepository(`${prefix}/api`);
    const [amd, arm] = [await seedImage(source, [['amd', 2_000]]), await seedImage(source, [['arm', 2_000]])];
    seedIndex(source, [amd, arm], ['1']);
    const route = createRoute(prefix, { platforms: ['linux/amd64'], overwrite_tags: overwrite });
    const handler = createHandler(route);
    world.log.length = 0;
    expect(await handler(schedule, createContext())).toMatchObject({ copied: 1 });
    expect(await handler(schedule, createContext())).toEqual({ status: 'done', copied: 0, failed: 0 });
    expect(world.log.filter(({ level }) => level === 'WARN')).toEqual([]);
    const [before] = tagsAt(`${prefix}/api`);
    // The tag moves to another image at the source.
    seedIndex(source, [await seedImage(source, [['new', 2_000]]), arm], ['1']);
    expect(await handler(schedule, createContext())).toMatchObject({ copied: overwrite ? 1 : 0 });
    expect(tagsAt(`${prefix}/api`)[0]?.[1] === before?.[1]).toBe(!overwrite);
    expect(world.log).toContainEqual(expect.objectContaining({ level: 'WARN' }));
  },
);

test('a failure does not stop the other repositories, and is counted', async () => {
  await seedImage(world.source.createRepository('mixed/a'), [['a', 20_000]], ['1']);
  const good = await seedImage(world.source.createRepository('mixed/b'), [['b', 20_000]], ['1']);
  world.ecr.faults.add({
    kind: 'refuse',
    name: 'KmsException',
    message: 'The key is disabled.',
    operation: 'DescribeImages',
    repositoryName: 'mixed/a',
    times: 20,
  });
  const answer = await createHandler(createRoute('mixed'))(schedule, createContext());
  world.ecr.faults.clear();
  expect(answer).toEqual({ status: 'failed', copied: 1, failed: 1 });
  expect(tagsAt('mixed/b')).toEqual([['1', good.digest]]);
  expect(world.log.at(-1)).toMatchObject({ Code: expect.any(String), Errors: 1 });
});

test.each<[string, () => void]>([
  ['is not allowed', () => world.ecr.faults.deny({ action: 'ecr:CreateRepository' })],
  [
    'exceeds the quota',
    () => world.ecr.faults.add({ kind: 'limit-exceeded', operation: 'CreateRepository', times: 50 }),
  ],
])(
  'counts the images of a repository whose creation %s, with the reason in the log',
  async (what, refuse) => {
    const name = `refused/${what.replaceAll(' ', '-')}`;
    const repository = world.source.createRepository(name);
    await seedImage(repository, [['first', 20_000]], ['1']);
    await seedImage(repository, [['second', 20_000]], ['2']);
    world.log.length = 0;
    refuse();
    const source = { account_id: sourceAccount, region: sourceRegion, repository_name: name };
    const answer = await createHandler(createRoute('refused', { source }))(schedule, createContext());
    world.ecr.faults.clear();
    expect(answer).toEqual({ status: 'failed', copied: 0, failed: 2 });
    expect(world.log.filter(({ level }) => level === 'ERROR')).toMatchObject([
      {
        message: expect.stringMatching(/repositor/i),
        repository: name,
        code: expect.any(String),
        tags: ['1', '2'],
      },
    ]);
    expect(world.log.at(-1)).toMatchObject({ Code: expect.any(String), Errors: 2 });
  },
);

test('is continued by other invocations when the time runs out', async () => {
  const { digest } = await seedImage(world.source.createRepository('late/api'), [['late', 20_000]], ['1']);
  const handler = createHandler(createRoute('late'));
  expect(await handler(schedule, createContext(0))).toEqual({ status: 'continued', copied: 0, failed: 0 });
  expect(await world.runQueue(handler)).toEqual([{ status: 'done', copied: 1, failed: 0 }]);
  expect(tagsAt('late/api')).toEqual([['1', digest]]);
});

test('begins again when the routes have changed before it is continued', async () => {
  for (const name of ['changed-a/api', 'changed-b/api'])
    await seedImage(world.source.createRepository(name), [[name, 2_000]], ['1']);
  const source = { account_id: sourceAccount, region: sourceRegion, repository_name: 'changed-b/api' };
  const [first, second] = [createRoute('changed-a'), createRoute('changed-b', { source })];
  world.lambda.queue.length = 0;
  expect(await createHandler(second)(schedule, createContext(0))).toMatchObject({ status: 'continued' });
  expect(await world.runQueue(createHandler(first, second))).toMatchObject([{ status: 'done', copied: 2 }]);
  expect(tagsAt('changed-a/api').map(([tag]) => tag)).toEqual(['1']);
  expect(tagsAt('changed-b/api').map(([tag]) => tag)).toEqual(['1']);
});

test('continues with a repository whose tags are set without a transferred byte', async () => {
  const names = ['1', '2', '3', '4'];
  const source = world.source.createRepository('tagged/api');
  const destination = world.destination.createRepository('mirror/tagged/api');
  for (const name of names) {
    await seedImage(source, [[`tagged ${name}`, 200]], [name]);
    await seedImage(destination, [[`tagged ${name}`, 200]]);
  }
  world.ecr.faults.add({ kind: 'stall', operation: 'PutImage', afterCalls: 2, times: 100 });
  const handler = createHandler(createRoute('tagged'));
  const position = { route: 0, repository: 'tagged/api', copied: 0, failed: 0, id: '1', idle: 2 };
  const answer = await handler({ kind: 'continued-reconciliation', ...position }, createContext(4_000));
  world.ecr.faults.clear();
  expect(answer).toMatchObject({ status: 'continued', failed: 0 });
  expect(destination.tags.size).toBe(2);
  expect(await world.runQueue(handler)).toMatchObject([{ status: 'done', failed: 0 }]);
  expect([...destination.tags.keys()].toSorted()).toEqual(names);
});

test.each([
  ['a route whose repositories are not listed in time', { repository_prefix: 'idle/' }],
  ['a repository that is not compared in time', { repository_name: 'idle/api' }],
])('ends without progress: %s', async (_what, names) => {
  if (!world.source.repositories.has('idle/api'))
    await seedImage(world.source.createRepository('idle/api'), [['idle', 20_000]], ['1']);
  const source = { account_id: sourceAccount, region: sourceRegion, ...names };
  const handler = createHandler(createRoute('idle', { source }));
  world.log.length = 0;
  const answers = [await handler(schedule, createContext(0))];
  for (let next = world.lambda.queue.shift(); next && answers.length < 10; next = world.lambda.queue.shift())
    answers.push(await handler(next.event, createContext(0)));
  expect(answers.at(-1)).toEqual({ status: 'failed', copied: 0, failed: 1 });
  expect(world.log).toContainEqual(expect.objectContaining({ level: 'ERROR', code: 'no-progress' }));
});
