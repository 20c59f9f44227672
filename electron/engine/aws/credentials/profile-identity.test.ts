import { createServer } from 'node:net';
import { describe, expect } from 'vitest';
import { listRepositories } from '../../ecr/repositories.ts';
import { startLocalEcr } from '../../../local-ecr/local-ecr.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { ana, ben, home, other, region } from '../../../testing/aws-fixture.ts';
import { listenLocally } from '../../../testing/network-test.ts';
import { keys, release, selection, test } from '../../../testing/profile-test.ts';

describe('the identity of a profile', () => {
  test('is never replaced by other credentials when the profile is broken', async ({ aws, list }) => {
    const requests: string[] = [];
    const container = await listen((request, response) => {
      requests.push(request.url ?? '');
      response.end(JSON.stringify({ AccessKeyId: ana.accessKeyId, SecretAccessKey: ana.secretAccessKey }));
    });
    Object.assign(process.env, {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://${container.host}/`,
      AWS_ACCESS_KEY_ID: ana.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ana.secretAccessKey,
    });
    try {
      await aws.write([
        { ...release, name: 'no-source', source: { profile: 'missing' } },
        { ...keys, name: 'default' },
        { kind: 'process', name: 'no-program', command: '/no/such/program' },
        { kind: 'bare', name: 'bare' },
      ]);
      for (const profile of ['no-source', 'no-program', 'bare', 'nobody'])
        await expect(list(profile)).rejects.toMatchObject({ data: { code: 'profile-unusable' } });
      expect(requests).toEqual([]);
      expect(aws.ecr.calls.all).toEqual([]);
    } finally {
      for (const name of ['CONTAINER_CREDENTIALS_FULL_URI', 'ACCESS_KEY_ID', 'SECRET_ACCESS_KEY'])
        delete process.env[`AWS_${name}`];
      await container.close();
    }
  });

  test('is never requested from the endpoint of [default] or of the environment', async ({ aws, list }) => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
    try {
      const settings = { endpoint_url: 'http://127.0.0.1:9' };
      await aws.write([{ ...keys, name: 'default', settings }, keys, release]);
      expect(await list('release')).toEqual(['team/api']);
    } finally {
      delete process.env['AWS_ENDPOINT_URL'];
    }
  });

  test('is requested once by calls that begin together, where the files name the account', async ({
    aws,
    access,
  }) => {
    await aws.write([{ ...keys, settings: { aws_account_id: home } }]);
    const registry = await access.connect(selection('keys'));
    aws.ecr.calls.clear();
    await Promise.all([
      listRepositories(registry),
      access.identify(selection('keys')),
      listRepositories(registry),
    ]);
    expect(aws.ecr.calls.all.map(({ operation }) => operation)).toEqual([
      'GetCallerIdentity',
      'DescribeRepositories',
      'DescribeRepositories',
    ]);
  });

  test('is verified before a connection for one account signs a request', async ({ aws, access }) => {
    await aws.write([keys]);
    const { accountId } = await access.identify(selection('keys'));
    const registry = await access.connect(selection('keys'), accountId);
    expect(await listRepositories(registry)).toHaveLength(1);
    await aws.write([{ ...keys, principal: ben }]);
    await access.discardOutdated();
    aws.ecr.calls.clear();
    await expect(listRepositories(registry)).rejects.toMatchObject({
      data: {
        code: 'wrong-account',
        action: 'plan-again',
        message: `Profile keys now uses account ${other}, but the plan was created for account ${home}. Nothing more is changed. Check the plan again.`,
      },
    });
    expect(aws.ecr.calls.all.map(({ service }) => service)).toEqual(['sts']);
    // The connection works again with the original keys.
    await aws.write([keys]);
    await access.discardOutdated();
    expect(await listRepositories(registry)).toHaveLength(1);
  });
});

test('of a role is not verified against the account of a former sign-in of the profile', async ({
  aws,
  list,
}) => {
  await aws.write([keys, { ...release, settings: { sso_account_id: home, sso_role_name: 'Developer' } }]);
  expect(await list('release')).toEqual(['team/api']);
});

test('verifies an access key at each endpoint: it can have another account there', async ({
  aws,
  access,
}) => {
  const principal = { ...ana, arn: `arn:aws:iam::${other}:user/ana` };
  const elsewhere = await startLocalEcr({
    accounts: [{ id: other, name: 'Other', principals: [principal] }],
    regions: [region],
  });
  try {
    const settings = { aws_account_id: home };
    await aws.write([
      { ...keys, settings },
      { ...keys, name: 'elsewhere', settings: { ...settings, endpoint_url: elsewhere.endpoint } },
    ]);
    expect(await listRepositories(await access.connect(selection('keys')))).toHaveLength(1);
    const registry = await access.connect(selection('elsewhere'));
    await expect(listRepositories(registry)).rejects.toMatchObject({ data: { code: 'wrong-account' } });
    expect(elsewhere.calls.all.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
  } finally {
    await elsewhere.close();
  }
});

test('distinguishes a web page instead of STS from another account', async ({ aws, access, list }) => {
  const portal = await listen((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<html>Log in</html>');
  });
  try {
    await aws.write([{ ...keys, settings: { endpoint_url: `http://${portal.host}` } }]);
    await expect(access.identify(selection('keys'))).rejects.toMatchObject({ data: { code: 'not-aws' } });
    await expect(list('keys')).rejects.toMatchObject({ data: { code: 'not-aws' } });
  } finally {
    await portal.close();
  }
});

test.for([
  ['http', 'HPE_INVALID_CONSTANT'],
  ['https', 'ERR_SSL_WRONG_VERSION_NUMBER'],
])(
  'distinguishes a server of another protocol at an endpoint with %s',
  async ([scheme, code], { aws, access }) => {
    const server = createServer((socket) =>
      socket.once('error', () => undefined).once('data', () => socket.end('220 mail.example ESMTP\r\n')),
    );
    const port = await listenLocally(server);
    try {
      await aws.write([{ ...keys, settings: { endpoint_url: `${scheme}://127.0.0.1:${port}` } }]);
      await expect(access.identify(selection('keys'))).rejects.toMatchObject({
        data: { code: 'not-aws', message: expect.stringContaining(`uses another protocol (${code})`) },
      });
    } finally {
      server.close();
    }
  },
);

test('corrects a wrong clock, and names its difference in minutes when it cannot', async ({ aws, list }) => {
  await aws.write([keys, release]);
  aws.ecr.faults.skewClock(20 * 60_000);
  expect(await list('release')).toEqual(['team/api']);
  const access = aws.access({ retryPolicy: { attempts: 1, firstWait: 1, longestWait: 1 } });
  const registry = await access.connect(selection('keys'));
  await expect(listRepositories(registry)).rejects.toMatchObject({
    data: { code: 'clock-wrong', message: expect.stringContaining("clock is 20 min behind AWS's") },
  });
});
