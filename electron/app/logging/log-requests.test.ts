import { createServer, get } from 'node:http';
import { once } from 'node:events';
import { expect } from 'vitest';
import { test } from '../../testing/registries-test.ts';
import { replicate } from '../../testing/replicate-as-app.ts';
import { seedImage } from '../../testing/seed-image.ts';
import { describeOperation, logRequests, readScope } from './log-requests.ts';

/** Runs work and returns the lines about its requests. */
async function readLines(work: () => Promise<unknown>): Promise<readonly string[]> {
  const lines: string[] = [];
  const stop = logRequests((line) => lines.push(line));
  try {
    await work();
  } finally {
    stop();
  }
  return lines;
}

test('a line names operation, region, host, status, time and request id, and no secret', async ({
  registries,
}) => {
  const { digest, layerDigests } = await seedImage(
    registries.source.createRepository('team/app'),
    [['layer', 900]],
    ['v1'],
  );
  const request = registries.request({ from: 'team/app', to: 'team/copy', create: true }, [
    { digest, sourceTags: ['v1'], destinationTags: ['v1'] },
  ]);
  const lines = await readLines(async () => {
    expect(await replicate(registries.access, request)).toEqual([]);
  });
  const { host } = new URL(registries.ecr.endpoint);
  const [describe] = lines.filter((line) => line.startsWith('BatchGetImage'));
  expect(describe).toMatch(
    new RegExp(`^BatchGetImage ecr eu-west-1 ${host.split(':')[0]}: 200, request [\\w-]+ in \\d+ ms$`),
  );
  expect(lines.join('\n')).toMatch(/^GET layer [\w.]+: 200.* in \d+ ms$/m);
  expect(lines.join('\n')).toMatch(/^(?:PUT|PATCH|POST) \/v2\/\S* [\w.]+: 20\d.* in \d+ ms$/m);
  for (const secret of ['Signature', 'Credential', 'secret-of', 'team/app', ...layerDigests])
    expect(lines.join('\n')).not.toContain(secret);
});

test('a line has the reason of a request without a response', async () => {
  const server = createServer((request) => request.socket.destroy()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const lines = await readLines(() => once(get({ port, host: '127.0.0.1', path: '/x?token=a' }), 'error'));
  server.close();
  expect(lines).toEqual([expect.stringMatching(/^GET \/x 127\.0\.0\.1: socket hang up in \d+ ms$/)]);
});

const operation = (method: string, path: string, target?: string): string =>
  describeOperation({ method, path, target });

test('operations have neither queries nor the names of repositories and digests', () => {
  expect(operation('POST', '/', 'AmazonEC2ContainerRegistry_V20150921.PutImage')).toBe('PutImage');
  expect(operation('GET', '/v2/')).toBe('GET /v2/');
  expect(operation('PUT', '/v2/team/app/manifests/v1')).toBe('PUT /v2/manifests');
  expect(operation('PATCH', '/v2/a/blobs/uploads/1234?_state=x')).toBe('PATCH /v2/blobs/uploads');
  expect(operation('HEAD', '/v2/blobs/blobs/sha256:ab')).toBe('HEAD /v2/blobs');
  expect(operation('GET', '/111-layer/sha256:ab?X-Amz-Signature=s')).toBe('GET layer');
  expect(operation('GET', '/federation/credentials?account_id=1')).toBe('GET /federation/credentials');
});

test('the scope of a signature is its service and region', () => {
  const header = 'AWS4-HMAC-SHA256 Credential=AKIA/20261130/eu-west-1/ecr/aws4_request, Signature=ab';
  expect(readScope(header)).toBe('ecr eu-west-1');
  expect(readScope('Basic abc')).toBeUndefined();
  expect(readScope(undefined)).toBeUndefined();
});
