import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FunctionFixture } from '../../testing/lambda/function-fixture.ts';
import {
  createContext,
  functionArn,
  ownAccount,
  ownRegion,
  readerRole,
  sourceAccount,
  sourceRegion,
  startFunction,
} from '../../testing/lambda/function-fixture.ts';
import { customResourceEventSchema } from '../events/custom-resource-event.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { formatResponse } from './send-response.ts';

let world: FunctionFixture;
beforeAll(async () => {
  world = await startFunction();
});
afterAll(() => world.close());
beforeEach(() => {
  world.cloudFormation.responses.length = 0;
  world.lambda.queue.length = 0;
});

async function prepare(name: string) {
  const source = world.source.createRepository(`team/${name}`);
  const destination = world.destination.createRepository(`copies/${name}`);
  const { digest } = await seedImage(source, [[name, 50_000]], ['1.0']);
  const uri = `${ownAccount}.dkr.ecr.${ownRegion}.amazonaws.com/copies/${name}`;
  const properties = {
    ServiceToken: functionArn,
    Source: `${sourceAccount}.dkr.ecr.${sourceRegion}.amazonaws.com/team/${name}:1.0`,
    Destination: uri,
    SourceRoleArn: readerRole,
  };
  return { destination, digest, uri, properties };
}

const createRequest = (RequestType: string, ResourceProperties: unknown, more: object = {}) => ({
  RequestType,
  ResponseURL: world.cloudFormation.url,
  StackId: `arn:aws:cloudformation:${ownRegion}:${ownAccount}:stack/app/1`,
  RequestId: 'request-1',
  ResourceType: 'Custom::EcrImage',
  LogicalResourceId: 'Image',
  ResourceProperties,
  ...more,
});

const lastResponse = () => world.cloudFormation.responses.at(-1);

test('Create copies, Update keeps the physical id, Delete removes nothing', async () => {
  const { destination, digest, uri, properties } = await prepare('api');
  expect(await world.invoke(createRequest('Create', properties))).toEqual({ status: 'success' });
  const created = lastResponse();
  expect(created).toMatchObject({
    Status: 'SUCCESS',
    RequestId: 'request-1',
    LogicalResourceId: 'Image',
    Data: { Digest: digest, Uri: `${uri}@${digest}` },
  });
  const physical = { PhysicalResourceId: created?.PhysicalResourceId };
  await world.invoke(createRequest('Update', { ...properties, Tags: ['stable'] }, physical));
  expect(lastResponse()).toMatchObject({ Status: 'SUCCESS', ...physical });
  await world.invoke(createRequest('Delete', properties, physical));
  expect(lastResponse()).toMatchObject({ Status: 'SUCCESS', ...physical });
  expect([...destination.tags]).toEqual([
    ['1.0', digest],
    ['stable', digest],
  ]);
});

test('copies the chosen platforms, creates the repository, and moves a tag only where the properties say so', async () => {
  const source = world.source.createRepository('team/choices');
  const amd = await seedImage(source, [['amd', 1_000]]);
  const arm = await seedImage(source, [['arm', 2_000]]);
  const index = seedIndex(source, [amd, arm], ['1.0']);
  const properties = {
    Source: `${sourceAccount}.dkr.ecr.${sourceRegion}.amazonaws.com/team/choices:1.0`,
    Destination: `${ownAccount}.dkr.ecr.${ownRegion}.amazonaws.com/copies/choices`,
    SourceRoleArn: readerRole,
  };
  const chosen = { ...properties, Platforms: ['linux/arm64'], CreateRepository: 'true' };
  expect(await world.invoke(createRequest('Create', chosen))).toEqual({ status: 'success' });
  const { images, tags } = world.destination.repository('copies/choices');
  expect([images.has(amd.digest), images.has(arm.digest)]).toEqual([false, true]);
  const trimmed = tags.get('1.0');
  expect(lastResponse()?.Data?.['Digest']).toBe(trimmed);
  expect(trimmed).not.toBe(index);

  expect(await world.invoke(createRequest('Update', properties))).toEqual({ status: 'failed' });
  expect(tags.get('1.0')).toBe(trimmed);
  const moving = { ...properties, OverwriteTags: 'true' };
  expect(await world.invoke(createRequest('Update', moving))).toEqual({ status: 'success' });
  expect(tags.get('1.0')).toBe(index);
});

test('a repeated Create has the same physical id, and sends its answer again after a failure', async () => {
  const { properties } = await prepare('repeated');
  world.cloudFormation.failures = 1;
  await world.invoke(createRequest('Create', properties));
  await world.invoke(createRequest('Create', properties));
  const ids = world.cloudFormation.responses.map(({ PhysicalResourceId }) => PhysicalResourceId);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

describe('answers FAILED with a sentence', () => {
  test.each<[string, object | string, string]>([
    ['for properties that are not an object', 'nothing', 'The properties of the resource are not valid.'],
    ['for a missing property', { Source: undefined }, 'Source: '],
    ['for a misspelled property', { Tag: ['1'] }, 'Unrecognized key: "Tag"'],
    ['for a value that is no boolean', { OverwriteTags: 'yes' }, 'OverwriteTags: '],
    ['for a time-out that is too long', { ServiceTimeout: '7200' }, 'ServiceTimeout: '],
    [
      'for a missing image',
      { Source: `${sourceAccount}.dkr.ecr.${sourceRegion}.amazonaws.com/team/failed:9` },
      'There is no tag 9',
    ],
  ])('%s', async (_what, change, sentence) => {
    const name = 'failed';
    if (!world.source.repositories.has(`team/${name}`)) await prepare(name);
    const properties = {
      Source: `${sourceAccount}.dkr.ecr.${sourceRegion}.amazonaws.com/team/${name}:1.0`,
      Destination: `${ownAccount}.dkr.ecr.${ownRegion}.amazonaws.com/copies/${name}`,
      SourceRoleArn: readerRole,
    };
    const given = typeof change === 'string' ? change : { ...properties, ...change };
    expect(await world.invoke(createRequest('Create', given))).toEqual({ status: 'failed' });
    expect(lastResponse()).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining(sentence) });
  });

  test('of at most 4,096 bytes', () => {
    const reason = Array.from({ length: 2_000 }, () => 'é word').join(' ');
    const request = customResourceEventSchema.parse(createRequest('Create', {}));
    const body = formatResponse(request, { kind: 'failed', reason });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
    expect(Buffer.byteLength(body)).toBeGreaterThan(3_000);
  });
});

const startMisconfigured = (event: object) =>
  world.createHandler({ MAX_TRANSFER_BYTES: '20 GB' })(event, createContext());

describe('a function whose settings are wrong', () => {
  test.each<[string, (request: object) => object]>([
    ['a request', (request) => request],
    [
      'a continuation',
      (request) => ({ kind: 'continued-resource', request, expires_at: Date.now() + 60_000 }),
    ],
  ])('answers %s FAILED, and names the setting', async (_what, createEvent) => {
    await expect(startMisconfigured(createEvent(createRequest('Create', {})))).rejects.toThrow(
      'MAX_TRANSFER_BYTES',
    );
    expect(world.cloudFormation.responses).toMatchObject([
      { Status: 'FAILED', Reason: expect.stringContaining('MAX_TRANSFER_BYTES') },
    ]);
  });

  test('lets the resource be deleted', async () => {
    const request = createRequest('Delete', {}, { PhysicalResourceId: 'ecr-image-1' });
    await expect(startMisconfigured(request)).rejects.toThrow('MAX_TRANSFER_BYTES');
    expect(world.cloudFormation.responses).toMatchObject([
      { Status: 'SUCCESS', PhysicalResourceId: 'ecr-image-1' },
    ]);
  });

  test('answers nothing else', async () => {
    await expect(startMisconfigured({ hello: 'world' })).rejects.toThrow('MAX_TRANSFER_BYTES');
    expect(world.cloudFormation.responses).toEqual([]);
  });
});

test('a copy that outlasts the invocation is continued by another one', async () => {
  const { destination, digest, properties } = await prepare('long');
  const request = createRequest('Create', properties);
  expect(await world.invoke(request, 0)).toEqual({ status: 'continued' });
  expect(world.cloudFormation.responses).toEqual([]);
  expect(world.lambda.queue).toMatchObject([
    { functionName: functionArn, event: { kind: 'continued-resource', attempt: 1 } },
  ]);
  expect(await world.runQueue()).toEqual([{ status: 'success' }]);
  expect(lastResponse()).toMatchObject({ Status: 'SUCCESS', Data: { Digest: digest } });
  expect(destination.tags.get('1.0')).toBe(digest);
});

test('a copy that outlasts ServiceTimeout is answered FAILED', async () => {
  const { properties } = await prepare('late');
  const request = createRequest('Create', { ...properties, ServiceTimeout: '600' });
  const continuation = { kind: 'continued-resource', request, expires_at: Date.now() + 1_000 };
  expect(await world.invoke(continuation)).toEqual({ status: 'failed' });
  expect(lastResponse()).toMatchObject({
    Status: 'FAILED',
    Reason: expect.stringContaining('within the ServiceTimeout of 600 seconds'),
  });
});
