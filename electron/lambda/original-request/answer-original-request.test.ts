import { afterAll, beforeAll, expect, test } from 'vitest';
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

/** A repository on each side, and a request for the image with two tags at the source. */
async function prepare(name: string) {
  const source = world.source.createRepository(`team/${name}`);
  const destination = world.destination.createRepository(`copies/${name}`);
  const { digest } = await seedImage(source, [[name, 50_000]], ['1.0', 'latest']);
  return {
    destination,
    digest,
    request: {
      source_image: {
        account_id: sourceAccount,
        region: sourceRegion,
        repository_name: `team/${name}`,
        image_digest: digest,
      },
      destination_repository: {
        account_id: ownAccount,
        region: ownRegion,
        repository_name: `copies/${name}`,
      },
      source_role_arn: readerRole,
    },
  };
}

test('copies an image with the tags of the source, and again without harm', async () => {
  const { destination, digest, request } = await prepare('api');
  const answer = {
    destination_image: {
      account_id: ownAccount,
      region: ownRegion,
      repository_name: 'copies/api',
      image_digest: digest,
    },
  };
  expect(await world.invoke(request)).toEqual(answer);
  expect([...destination.tags]).toEqual([
    ['1.0', digest],
    ['latest', digest],
  ]);
  world.ecr.calls.clear();
  expect(await world.invoke({ ...request, destination_image_tags: null })).toEqual(answer);
  expect(world.ecr.calls.layerBytes).toBe(0);
});

test('assumes a role for each side', async () => {
  const { digest, request } = await prepare('roles');
  world.ecr.addRole(ownAccount, { name: 'Writer', trustedPrincipals: [ownAccount] });
  const writerRole = `arn:aws:iam::${ownAccount}:role/Writer`;
  world.ecr.calls.clear();
  expect(await world.invoke({ ...request, destination_role_arn: writerRole })).toMatchObject({
    destination_image: { image_digest: digest },
  });
  const callers = (operation: string) =>
    new Set(world.ecr.calls.of(operation).map(({ principalArn }) => principalArn));
  expect(callers('GetDownloadUrlForLayer')).toEqual(
    new Set([`arn:aws:sts::${sourceAccount}:assumed-role/Reader/replicator`]),
  );
  expect(callers('PutImage')).toEqual(new Set([`arn:aws:sts::${ownAccount}:assumed-role/Writer/replicator`]));
});

test('the endpoints of ECR and STS can be set one by one', async () => {
  const { digest, request } = await prepare('endpoints');
  const handler = world.createHandler({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    AWS_ENDPOINT_URL_ECR: world.ecr.endpoint,
    AWS_ENDPOINT_URL_STS: world.ecr.endpoint,
  });
  expect(await handler(request, createContext())).toMatchObject({
    destination_image: { image_digest: digest },
  });
});

test('copies by URIs, with other tags or none', async () => {
  const { destination, digest, request } = await prepare('web');
  const uris = {
    ...request,
    source_image: `${sourceAccount}.dkr.ecr.${sourceRegion}.amazonaws.com/team/web@${digest}`,
    destination_repository: `${ownAccount}.dkr.ecr.${ownRegion}.amazonaws.com/copies/web`,
  };
  expect(await world.invoke({ ...uris, destination_image_tags: [] })).toMatchObject({
    destination_image: { image_digest: digest },
  });
  expect([...destination.tags]).toEqual([]);
  await world.invoke({ ...uris, destination_image_tags: ['stable'] });
  expect([...destination.tags]).toEqual([['stable', digest]]);
});

test('moves a tag of another image, and logs its earlier digest', async () => {
  const { destination, digest, request } = await prepare('worker');
  const old = await seedImage(destination, [['old', 10_000]], ['latest']);
  await world.invoke({ ...request, destination_image_tags: ['latest'] });
  expect(destination.tags.get('latest')).toBe(digest);
  expect(world.log).toContainEqual(
    expect.objectContaining({ level: 'WARN', tag: 'latest', from_digest: old.digest }),
  );
});

test('leaves a tag that is immutable, and fails with the name of a permanent error', async () => {
  const { destination, request } = await prepare('fixed');
  const old = await seedImage(destination, [['old', 10_000]], ['1.0']);
  destination.settings.tagMutability = 'IMMUTABLE';
  await expect(world.invoke(request)).rejects.toMatchObject({
    name: 'ReplicationError',
    message: expect.stringContaining('1.0'),
  });
  expect(destination.tags.get('1.0')).toBe(old.digest);
});

test('a failure that passes has the name of a temporary error', async () => {
  const { request } = await prepare('busy');
  world.ecr.faults.add({ kind: 'server-error', status: 503, operation: 'DescribeRepositories', times: 50 });
  await expect(world.invoke(request)).rejects.toMatchObject({ name: 'TemporaryError' });
  world.ecr.faults.clear();
});

test('an image that does not exist, and an event that is not understood, are refused', async () => {
  const { request } = await prepare('missing');
  const missing = { ...request.source_image, image_digest: `sha256:${'0'.repeat(64)}` };
  await expect(world.invoke({ ...request, source_image: missing })).rejects.toMatchObject({
    name: 'ReplicationError',
    message: expect.stringContaining('There is no image sha256:000'),
  });
  await expect(world.invoke({ ...request, destination_tags: ['1'] })).rejects.toMatchObject({
    name: 'InvalidEventError',
    message: expect.stringContaining('destination_tags'),
  });
});
