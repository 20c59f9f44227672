import type { RequestListener } from 'node:http';
import { describe, expect } from 'vitest';
import { sendEndlessBody } from '../../../local-ecr/server/send-endless-body.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { keys, selection, test as base } from '../../../testing/profile-test.ts';
import { getSessionToken } from '../../../testing/get-session-token.ts';
import { ana, roleArn } from '../../../testing/aws-fixture.ts';
import { readContainerCredentials } from './container-credentials.ts';
import { readInstanceCredentials } from './instance-credentials.ts';

const expiration = '2099-01-01T00:00:00Z';
const credentials = { AccessKeyId: 'AKIA1', SecretAccessKey: 's', Token: 't', Expiration: expiration };
const json = JSON.stringify(credentials);

/** A test with a metadata service that answers as the function does, and the requests that it gets. */
const test = base.extend('serve', ({ onTestFinished }) => async (answer: RequestListener) => {
  const requests: string[] = [];
  const server = await listen((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  onTestFinished(() => server.close());
  return { origin: server.origin, requests };
});

const readContainer = (origin: string) =>
  readContainerCredentials({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${origin}/v1/credentials` }, 'test');

const readInstance = (origin: string, values: Readonly<Record<string, string>> = {}) =>
  readInstanceCredentials({
    environment: { AWS_EC2_METADATA_SERVICE_ENDPOINT: origin, AWS_EC2_METADATA_V1_DISABLED: 'true' },
    values: new Map(Object.entries(values)),
    userAgent: 'test',
  });

describe.each([
  ['a container', readContainer],
  ['an instance', readInstance],
] as const)('the metadata service of %s', (_, read) => {
  test('is refused when its response never ends', async ({ serve }) => {
    const { origin, requests } = await serve((_request, response) => sendEndlessBody(response));
    await expect(read(origin)).rejects.toMatchObject({ name: 'NotAwsError' });
    expect(requests).toHaveLength(1);
  });

  test.for(['', 'null', '[]', '{"AccessKeyId":"A"}', json.replace(expiration, 'soon')])(
    'is refused with %j instead of credentials',
    async (text, { serve }) => {
      const { origin } = await serve(({ url = '' }, response) =>
        response.end(/token$|credentials\/$/.test(url) ? 'Role' : text),
      );
      await expect(read(origin)).rejects.toMatchObject({ name: 'MetadataError' });
    },
  );
});

describe('the metadata service of an instance', () => {
  test('is left when its response trickles', async ({ serve }) => {
    const { origin } = await serve((_request, response) => {
      const timer = setInterval(() => response.write(' '), 100);
      response.once('close', () => clearInterval(timer));
    });
    await expect(readInstance(origin)).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('gets no request without a token where version 1 is disabled', async ({ serve }) => {
    const { origin, requests } = await serve(({ method, url = '' }, response) => {
      response.statusCode = method === 'PUT' ? 405 : 200;
      response.end(url.endsWith('/') ? 'Role' : json);
    });
    await expect(readInstance(origin)).rejects.toMatchObject({ status: 405 });
    expect(requests).toEqual(['PUT /latest/api/token']);
    const values = new Map([['ec2_metadata_service_endpoint', `${origin}/`]]);
    expect(await readInstanceCredentials({ environment: {}, values, userAgent: 'test' })).toMatchObject({
      accessKeyId: 'AKIA1',
      expiration: new Date(expiration),
    });
  });

  test('is never the one that [default] names', async ({ aws, identify, serve }) => {
    const session = await getSessionToken(aws.ecr, ana);
    const own = await serve(({ url = '' }, response) =>
      response.end(
        url.endsWith('/')
          ? 'Role'
          : JSON.stringify({
              ...credentials,
              AccessKeyId: session.accessKeyId,
              SecretAccessKey: session.secretAccessKey,
              Token: session.sessionToken,
            }),
      ),
    );
    const foreign = await serve((_request, response) => response.end(json));
    await aws.write([
      { ...keys, name: 'default', settings: { ec2_metadata_service_endpoint: foreign.origin } },
      {
        kind: 'role',
        name: 'machine',
        roleArn: roleArn('Release'),
        source: { machine: 'Ec2InstanceMetadata' },
        settings: { ec2_metadata_service_endpoint: own.origin },
      },
    ]);
    expect(await identify('machine')).toMatchObject(selection('machine'));
    expect(foreign.requests).toEqual([]);
  });
});

describe('the metadata service of a container', () => {
  test('is asked again after a failure, and not after a refusal', async ({ serve }) => {
    const statuses = [503, 200, 403];
    const { origin, requests } = await serve((_request, response) => {
      response.statusCode = statuses.shift() ?? 200;
      response.end(json);
    });
    expect(await readContainer(origin)).toMatchObject({ accessKeyId: 'AKIA1' });
    await expect(readContainer(origin)).rejects.toMatchObject({ status: 403 });
    expect(requests).toHaveLength(3);
  });

  test.each(['http://example.com/', 'http://169.254.169.254/', 'http://x.localhost/', 'ftp://127.0.0.1/'])(
    'is not asked at %s',
    async (url) => {
      await expect(
        readContainerCredentials({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url }, 'test'),
      ).rejects.toThrow(/^The address of the container credentials is not allowed/);
    },
  );
});
