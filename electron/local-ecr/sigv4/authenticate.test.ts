import { createServer, request as httpRequest } from 'node:http';
import { DescribeRegistryCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, ben, clientOf, startSample } from '../testing/sample-registry.ts';
import type { LocalPrincipal } from '../accounts/accounts.ts';

let ecr: LocalEcr;
beforeAll(async () => {
  ecr = await startSample();
});
afterAll(async () => ecr.close());

async function call(principal: LocalPrincipal, config: Parameters<typeof clientOf>[2] = {}) {
  const client = clientOf(ecr, principal, config);
  try {
    return await client.send(new DescribeRegistryCommand({}));
  } finally {
    client.destroy();
  }
}

it('finds each account by its access key', async () => {
  expect(await call(ana)).toMatchObject({ registryId: '111111111111' });
  expect(await call(ben)).toMatchObject({ registryId: '222222222222' });
  expect(ecr.calls.of('DescribeRegistry').map((record) => record.principalArn)).toEqual([ana.arn, ben.arn]);
});

it('rejects an unknown key', async () => {
  expect(await refusal(call({ ...ana, accessKeyId: 'AKIAUNKNOWN' }))).toMatchObject({
    name: 'UnrecognizedClientException',
    message: 'The security token included in the request is invalid.',
  });
});

it('rejects a wrong secret', async () => {
  expect(await refusal(call({ ...ana, secretAccessKey: 'wrong' }))).toMatchObject({
    name: 'InvalidSignatureException',
    message: expect.stringContaining('The request signature we calculated does not match'),
    $metadata: { httpStatusCode: 400 },
  });
});

it.each([undefined, 'stale'])(
  'rejects the session token %s when another is required',
  async (sessionToken) => {
    expect(await refusal(call({ ...ben, sessionToken }))).toMatchObject({
      name: 'UnrecognizedClientException',
    });
  },
);

it('rejects a session token for long-term credentials', async () => {
  expect(await refusal(call({ ...ana, sessionToken: 'extra' }))).toMatchObject({
    name: 'UnrecognizedClientException',
  });
});

it('rejects expired credentials, until they are renewed', async () => {
  ecr.faults.expireCredentials(ben.arn);
  expect(await refusal(call(ben))).toMatchObject({
    name: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  });
  ecr.faults.renewCredentials(ben.arn);
  expect(await call(ben)).toMatchObject({ registryId: '222222222222' });
});

it.each([
  ['late', -360_000, 'Signature expired: '],
  ['early', 360_000, 'Signature not yet current: '],
])('rejects a signature that is six minutes %s', async (_word, systemClockOffset, message) => {
  expect(await refusal(call(ana, { systemClockOffset }))).toMatchObject({
    name: 'InvalidSignatureException',
    message: expect.stringContaining(message),
  });
});

it('rejects an unsupported region', async () => {
  expect(await refusal(call(ana, { region: 'mars-north-1' }))).toMatchObject({
    name: 'InvalidSignatureException',
  });
});

it('rejects a body or a header that was changed after signing', async () => {
  const tamper = { body: ' ', target: undefined as string | undefined };
  const proxy = createServer((request, response) => {
    const headers = { ...request.headers };
    if (tamper.target !== undefined) headers['x-amz-target'] = tamper.target;
    headers['content-length'] = String(Number(headers['content-length']) + tamper.body.length);
    const forwarded = httpRequest(ecr.endpoint, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.on('data', (chunk) => forwarded.write(chunk)).on('end', () => forwarded.end(tamper.body));
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  const address = proxy.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  // Signed for the endpoint's own host, so that the change is the only difference.
  const viaProxy = async () => {
    const client = clientOf(ecr, ana);
    client.middlewareStack.add(
      (next) => async (args) => {
        if (typeof args.request === 'object' && args.request !== null) Object.assign(args.request, { port });
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    try {
      return await client.send(new DescribeRegistryCommand({}));
    } finally {
      client.destroy();
    }
  };
  try {
    expect(await refusal(viaProxy())).toMatchObject({ name: 'InvalidSignatureException' });
    tamper.body = '';
    expect(await viaProxy()).toMatchObject({ registryId: '111111111111' });
    tamper.target = 'AmazonEC2ContainerRegistry_V20150921.DeleteRepository';
    expect(await refusal(viaProxy())).toMatchObject({ name: 'InvalidSignatureException' });
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
});

async function sendBare(headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(ecr.endpoint, { method: 'POST', body: '{}', headers });
  return response.json();
}

it('rejects a request without a signature, and with a malformed one', async () => {
  const target = { 'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeRegistry' };
  expect(await sendBare(target)).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  expect(await sendBare({ ...target, authorization: 'Bearer x' })).toMatchObject({
    __type: 'IncompleteSignatureException',
  });
});
