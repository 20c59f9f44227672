import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workResultSchema } from '../../../shared/models/work-result.ts';
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

async function prepare(name: string) {
  const source = world.source.createRepository(`team/${name}`);
  const destination = world.destination.createRepository(`copies/${name}`);
  const { digest } = await seedImage(source, [[name, 50_000]], ['1.0']);
  const item = {
    kind: 'work-item',
    id: name,
    source: {
      account_id: sourceAccount,
      region: sourceRegion,
      repository_name: `team/${name}`,
      image_digest: digest,
    },
    destination: { account_id: ownAccount, region: ownRegion, repository_name: `copies/${name}` },
    source_role_arn: readerRole,
  };
  return { destination, digest, item };
}

/** Invokes the function with an event and checks the answer's form. */
const send = async (event: object, more: Readonly<Record<string, string>> = {}, remaining?: number) =>
  workResultSchema.parse(await world.createHandler(more)(event, createContext(remaining)));

test('copies an image, and again without a transferred byte', async () => {
  const { destination, digest, item } = await prepare('api');
  expect(await send(item)).toMatchObject({
    status: 'done',
    id: 'api',
    already_at_destination: false,
    verified: true,
    destination_image: { image_digest: digest, image_tags: ['1.0'] },
  });
  expect([...destination.tags]).toEqual([['1.0', digest]]);
  expect(await send(item)).toMatchObject({ status: 'done', already_at_destination: true, bytes: 0 });
});

test('answers more when there is no time, and continues when that is sent back', async () => {
  const { digest, item } = await prepare('slow');
  const more = await send(item, {}, 0);
  expect(more).toMatchObject({ status: 'more', item: { id: 'slow', attempt: 1, transferred: 0 } });
  expect(await send(more)).toMatchObject({ status: 'done', destination_image: { image_digest: digest } });
});

test('answers too-large before it copies anything', async () => {
  const { destination, item } = await prepare('large');
  expect(await send(item, { MAX_TRANSFER_BYTES: '1000' })).toMatchObject({
    status: 'too-large',
    item,
    reason: expect.stringContaining('MAX_TRANSFER_BYTES of the function is 1.0 kB.'),
  });
  expect(destination.layers.size).toBe(0);
});

describe('a tag that points to another image', () => {
  test('is not moved, and nothing is copied', async () => {
    const { destination, item } = await prepare('kept');
    const old = await seedImage(destination, [['old', 10_000]], ['1.0']);
    expect(await send(item)).toMatchObject({
      status: 'failed',
      error: { code: 'invalid-input', side: 'destination', message: expect.stringContaining(old.digest) },
    });
    expect(destination.images.size).toBe(1);
  });

  test('is moved where the item allows it', async () => {
    const { destination, digest, item } = await prepare('moved');
    const old = await seedImage(destination, [['old', 10_000]], ['1.0']);
    expect(await send({ ...item, overwrite_tags: true })).toMatchObject({
      status: 'done',
      moved_tags: [{ tag: '1.0', from_digest: old.digest }],
    });
    expect(destination.tags.get('1.0')).toBe(digest);
  });
});

test('a missing repository is an error, unless the item creates it', async () => {
  const { digest, item } = await prepare('created');
  const destination = { ...item.destination, repository_name: 'new/created' };
  expect(await send({ ...item, destination })).toMatchObject({
    status: 'failed',
    error: { code: 'repository-not-found', side: 'destination' },
  });
  await send({ ...item, destination, create_repository: true });
  expect(world.destination.repositories.get('new/created')?.tags.get('1.0')).toBe(digest);
});

test('a role that cannot be assumed is a failure that names it', async () => {
  const { item } = await prepare('denied');
  const role = `arn:aws:iam::${sourceAccount}:role/Unknown`;
  const answer = await send({ ...item, source_role_arn: role });
  expect(answer).toMatchObject({ status: 'failed', error: { message: expect.stringContaining(role) } });
  expect(world.log).toContainEqual(expect.objectContaining({ Code: expect.any(String), Errors: 1 }));
});

test('the log is JSON with the request id, without secrets', async () => {
  const { item } = await prepare('logged');
  world.log.length = 0;
  await send(item, { _X_AMZN_TRACE_ID: 'Root=1-5759e988-bd862e3fe1be46a994272793' });
  expect(world.log[0]).toMatchObject({
    level: 'INFO',
    message: 'Received an event.',
    requestId: createContext().awsRequestId,
    xrayTraceId: 'Root=1-5759e988-bd862e3fe1be46a994272793',
  });
  const text = JSON.stringify(world.log);
  for (const secret of ['secret-of-the-function', 'token-of-the-function'])
    expect(text).not.toContain(secret);
});
