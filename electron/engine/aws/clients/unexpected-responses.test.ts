import http from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { listImages } from '../../ecr/images.ts';
import { listRepositories } from '../../ecr/repositories.ts';
import { findAvailableLayers } from '../../ecr/layer-availability.ts';
import type { RepositoryHandle } from './repository-handle.ts';
import { sendEndlessBody } from '../../../local-ecr/server/send-endless-body.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { startTwoRegistries } from '../../../testing/two-registries.ts';

// Proxies, filters, captive portals and gateways between the app and AWS can send any response.

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly isEndless?: boolean;
}

const json = 'application/x-amz-json-1.1';
let answer: Answer = { status: 200 };
let endlessRequests = 0;
let openEndlessResponses = 0;
let server: http.Server;
let registries: TwoRegistries;
let repository: RepositoryHandle;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    request.resume().on('end', () => {
      const { status, type, body, headers, isEndless } = answer;
      response.writeHead(status, { ...(type !== undefined && { 'content-type': type }), ...headers });
      if (!isEndless) {
        response.end(body);
        return;
      }
      endlessRequests += 1;
      openEndlessResponses += 1;
      response.once('close', () => (openEndlessResponses -= 1));
      sendEndlessBody(response);
    });
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  registries = await startTwoRegistries({ through: async () => `http://127.0.0.1:${address.port}` });
  repository = await registries.sourceRepository('team/api');
});
afterAll(async () => {
  await registries.close();
  server.close();
});

const layer = `sha256:${'0'.repeat(64)}`;

describe.each([
  ['a list', () => listRepositories(repository.registry)],
  ['a question', () => findAvailableLayers(repository, [layer])],
  ['an identity', () => registries.access.identify({ profile: 'build', region: 'eu-west-1' }, 'source')],
] as const)('%s that something else than AWS answers', (_, ask) => {
  test.each<Answer>([
    { status: 200, type: 'text/html', body: '<html>Log in</html>' },
    { status: 200, type: 'text/plain', body: 'OK' },
    { status: 200, type: 'application/json', body: 'not JSON' },
    { status: 200, type: 'application/json', body: '{}' },
    { status: 200, type: 'application/json', body: '[]' },
    { status: 200, type: 'application/json', body: 'null' },
    { status: 200 },
    { status: 204 },
    { status: 302, headers: { location: 'http://portal.example/login' } },
    { status: 403, type: 'text/plain', body: 'Blocked by rule 12' },
    { status: 403, type: 'application/json', body: '{"error":"Blocked by rule 12"}' },
    { status: 404, type: 'application/json', body: '{}' },
  ])('$status $type $body', async (given) => {
    answer = given;
    const refused = ask();
    await expect(refused).rejects.toMatchObject({
      data: { code: 'not-aws', side: 'source', retryable: false },
    });
    await expect(refused).rejects.not.toThrow(/Blocked|JSON|OK/);
  });

  test.each([
    { status: 200, type: json, isEndless: true },
    { status: 500, type: json, isEndless: true, headers: { 'x-amzn-requestid': 'r-1' } },
  ])('endlessly with $status', async (given) => {
    answer = given;
    const requests = endlessRequests;
    await expect(ask()).rejects.toMatchObject({
      data: {
        code: 'not-aws',
        side: 'source',
        message: expect.stringMatching(
          /^The response to \w+ is not from (ECR|STS) in eu-west-1: it is larger than any response of AWS\. Check .* profile build, then try again\.$/,
        ),
        detail: expect.stringMatching(/^\w+ · OversizedResponse · The response has more than \d+ bytes\.$/),
        retryable: false,
      },
    });
    expect(endlessRequests).toBe(requests + 1);
    await vi.waitFor(() => expect(openEndlessResponses).toBe(0));
  });

  test('retries after a gateway failed', async () => {
    answer = { status: 502, type: 'text/html', body: '<html>Bad gateway</html>' };
    await expect(ask()).rejects.toMatchObject({ data: { code: 'service-unavailable', retryable: true } });
  });
});

test.each([
  ['{"Error":{"Code":"Throttling","Message":"Rate exceeded"},"RequestId":"r"}', 'throttled'],
  ['{"__type":"com.amazonaws.sts#ThrottlingException:http://x","message":"Rate exceeded"}', 'throttled'],
  ['{"Error":{"Code":"ExpiredToken","Message":"The token has expired"}}', 'credentials-expired'],
])('reads the error %s of STS, whose protocol is XML', async (body, code) => {
  answer = { status: 400, type: json, body, headers: { 'x-amzn-requestid': 'r-1' } };
  await expect(
    registries.access.identify({ profile: 'build', region: 'eu-west-1' }, 'source'),
  ).rejects.toMatchObject({
    data: { code, side: 'source', detail: expect.stringMatching(/ · request r-1$/) },
  });
});

test('reads an error named like a property of Object.prototype as an error', async () => {
  answer = { status: 400, type: json, body: '{"__type":"constructor","message":"odd"}' };
  await expect(listRepositories(repository.registry)).rejects.toMatchObject({
    data: { code: 'internal', detail: 'DescribeRepositories · constructor · odd' },
  });
});

test('does not redact the name of an error of GetAuthorizationToken', async () => {
  answer = { status: 400, type: json, body: '{"__type":"SomethingNew","message":"odd"}' };
  await expect(repository.registry.getRegistryToken()).rejects.toMatchObject({
    data: { detail: 'GetAuthorizationToken · SomethingNew · odd' },
  });
});

test('accepts a custom endpoint without AWS’s headers by the members of its response', async () => {
  answer = { status: 200, type: 'application/json', body: '{"repositories":[]}' };
  expect(await listRepositories(repository.registry)).toEqual([]);
});

test('ends a list at an empty page token, and refuses endless pages', async () => {
  answer = { status: 200, type: json, body: '{"repositories":[],"nextToken":""}' };
  expect(await listRepositories(repository.registry)).toEqual([]);
  answer = { status: 200, type: json, body: '{"repositories":[],"nextToken":"again"}' };
  await expect(listRepositories(repository.registry)).rejects.toMatchObject({ data: { code: 'not-aws' } });
});

describe('a page token that ECR no longer accepts', () => {
  let plain: TwoRegistries;
  beforeAll(async () => {
    plain = await startTwoRegistries();
  });
  afterAll(() => plain.close());
  beforeEach(() => plain.ecr.faults.clear());

  test('restarts the list once, then fails', async () => {
    const name = 'team/pages';
    const { digest } = await seedImage(plain.source.createRepository(name), [['a', 10]], ['v1']);
    const { registry } = await plain.sourceRepository(name);
    const refusal = {
      kind: 'refuse',
      operation: 'DescribeImages',
      name: 'InvalidParameterException',
      message: "Invalid parameter at 'nextToken' failed to satisfy constraint: 'Invalid token'",
    } as const;
    plain.ecr.faults.add(refusal);
    expect(await listImages(registry, name)).toMatchObject([{ digest }]);
    plain.ecr.faults.add({ ...refusal, times: 2 });
    await expect(listImages(registry, name)).rejects.toMatchObject({
      data: {
        message:
          'ECR in eu-west-1 rejected its own page token (DescribeImages), so the list is incomplete. Refresh the list.',
        detail: expect.stringContaining('Invalid token'),
      },
    });
  });
});
