import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { listRepositories } from '../../ecr/repositories.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { quickRetries } from '../../../testing/two-registries.ts';
import { createAwsAccess } from './aws-access.ts';
import { test } from '../../../testing/registries-test.ts';

const files = () => ({
  config: process.env['AWS_CONFIG_FILE'] ?? '',
  credentials: process.env['AWS_SHARED_CREDENTIALS_FILE'] ?? '',
});

/** Appends to a file for one test. It replaces the file, as other programs do. */
const append = async (kind: 'config' | 'credentials', text: string): Promise<void> => {
  const path = files()[kind];
  const next = join(dirname(path), 'next');
  await writeFile(next, `${await readFile(path, 'utf8')}\n${text}`);
  await rename(next, path);
};

const keysOf = (profile: string, secret: string): string =>
  `[${profile}]\naws_access_key_id = AKIABUILD00000000001\naws_secret_access_key = ${secret}\n`;

const newAccess = () => createAwsAccess({ environment: process.env, retryPolicy: quickRetries });
const selection = (profile: string) => ({ profile, region: 'eu-west-1' });

test.beforeAll(({ registries }) => {
  registries.source.createRepository('team/api');
});

test('lists the repositories of the profile’s account and identifies the profile', async ({ registries }) => {
  const { access } = registries;
  const registry = await access.connect(selection('build'));
  expect((await listRepositories(registry)).map(({ name }) => name)).toEqual(['team/api']);
  expect(await access.identify(selection('build'))).toEqual({
    profile: 'build',
    region: 'eu-west-1',
    registryId: '111111111111',
    accountId: '111111111111',
    arn: 'arn:aws:iam::111111111111:user/build',
  });
});

test('says that a custom endpoint is of another region', async ({ registries }) => {
  const registry = await registries.access.connect({ profile: 'build', region: 'eu-central-1' });
  await expect(listRepositories(registry.forSide('source'))).rejects.toMatchObject({
    data: {
      code: 'region-wrong',
      message:
        'Region eu-central-1 is not the region of the endpoint that profile build uses for ECR. Choose the region of the endpoint, or correct the endpoint_url of the profile.',
      side: 'source',
      retryable: false,
      action: 'choose-region',
    },
  });
});

test('fails for a broken profile even when a container offers credentials', async () => {
  let requests = 0;
  const container = await listen((_, response) => {
    requests += 1;
    response.end(JSON.stringify({ AccessKeyId: 'AKIABUILD00000000001', SecretAccessKey: 'x' }));
  });
  process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = `http://${container.host}/`;
  await append(
    'config',
    `[profile broken]\nregion = eu-west-1\ncredential_process = /no/such/program --token s3cr3t`,
  );
  try {
    const registry = await newAccess().connect(selection('broken'));
    const failure: unknown = await listRepositories(registry).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      data: {
        code: 'profile-unusable',
        message: expect.stringContaining('The credential_process of profile broken, program,'),
      },
    });
    expect(JSON.stringify(failure)).not.toContain('s3cr3t');
    expect(requests).toBe(0);
  } finally {
    delete process.env['AWS_CONTAINER_CREDENTIALS_FULL_URI'];
    await container.close();
  }
});

test('sends no calls to the endpoint of [default] or of the environment', async () => {
  process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9';
  await append('config', '[default]\nendpoint_url = http://127.0.0.1:9\nregion = eu-west-1');
  try {
    const registry = await newAccess().connect(selection('build'));
    expect(await listRepositories(registry)).toHaveLength(1);
  } finally {
    delete process.env['AWS_ENDPOINT_URL'];
  }
});

test('reads renewed keys from the file when AWS reports the old ones as expired', async ({ registries }) => {
  const arn = 'arn:aws:iam::111111111111:user/build';
  const registry = await newAccess().connect(selection('build'));
  await listRepositories(registry);
  registries.ecr.faults.add({ kind: 'expired-token', operation: 'DescribeRepositories' });
  await expect(listRepositories(registry)).resolves.toHaveLength(1);

  registries.ecr.faults.expireCredentials(arn);
  await expect(listRepositories(registry)).rejects.toMatchObject({
    data: {
      code: 'credentials-expired',
      message: expect.stringContaining('credentials of profile build have expired'),
    },
  });
  registries.ecr.faults.renewCredentials(arn);
  await expect(listRepositories(registry)).resolves.toHaveLength(1);
});

test('distinguishes a wrong secret key from an unknown access key', async ({ registries }) => {
  await append(
    'config',
    `[profile wrong-secret]\nendpoint_url = ${registries.ecr.endpoint}\n[profile unknown-key]\nendpoint_url = ${registries.ecr.endpoint}`,
  );
  await append(
    'credentials',
    '[wrong-secret]\naws_access_key_id = AKIABUILD00000000001\naws_secret_access_key = no\n' +
      '[unknown-key]\naws_access_key_id = AKIAUNKNOWN000000000\naws_secret_access_key = no\n',
  );
  const access = newAccess();
  await expect(access.identify(selection('wrong-secret'), 'source')).rejects.toMatchObject({
    data: {
      code: 'credentials-invalid',
      side: 'source',
      message: expect.stringContaining('Check its secret access key'),
    },
  });
  await expect(access.identify(selection('unknown-key'))).rejects.toMatchObject({
    data: {
      code: 'credentials-invalid',
      message: expect.stringContaining('does not recognize the access key'),
    },
  });
});

test('uses keys that were corrected in the file from the next call', async ({ registries }) => {
  await append('config', `[profile mistyped]\nendpoint_url = ${registries.ecr.endpoint}`);
  await append('credentials', keysOf('mistyped', 'no'));
  const access = newAccess();
  const failure = { data: { code: 'credentials-invalid' } };
  await expect(access.identify(selection('mistyped'))).rejects.toMatchObject(failure);

  await append('credentials', keysOf('mistyped', 'secret-of-AKIABUILD00000000001'));
  expect(await access.identify(selection('mistyped'))).toMatchObject({ accountId: '111111111111' });
  const registry = await access.connect(selection('mistyped'));
  await expect(listRepositories(registry)).resolves.toHaveLength(1);
});

test('refuses a missing profile and an unusable one without a call', async ({ registries }) => {
  registries.ecr.calls.clear();
  await append('config', '[profile empty]\nregion = eu-west-1');
  const access = newAccess();
  await expect(access.connect(selection('nobody'))).rejects.toMatchObject({
    data: { code: 'profile-unusable' },
  });
  await expect(access.connect(selection('empty'))).rejects.toMatchObject({
    data: {
      message: 'Profile empty cannot be used. It has neither credentials nor a source of credentials.',
    },
  });
  expect(registries.ecr.calls.all).toEqual([]);
});

test('reports an endpoint that does not respond as a network error with the next step', async () => {
  await append('config', '[profile nowhere]\nendpoint_url = http://127.0.0.1:9');
  await append('credentials', '[nowhere]\naws_access_key_id = A\naws_secret_access_key = s');
  const registry = await newAccess().connect(selection('nowhere'));
  await expect(listRepositories(registry)).rejects.toMatchObject({
    data: {
      code: 'network',
      retryable: true,
      message: expect.stringContaining('Check the network, VPN and proxy'),
    },
  });
});

test('calls STS as often as the retry policy allows', async ({ registries }) => {
  const callCount = () => registries.ecr.calls.of('GetCallerIdentity').length;
  const before = callCount();
  registries.ecr.faults.add({
    kind: 'server-error',
    status: 503,
    operation: 'GetCallerIdentity',
    times: 99,
  });
  await expect(newAccess().identify(selection('build'))).rejects.toMatchObject({
    data: { code: 'service-unavailable' },
  });
  expect(callCount() - before).toBe(quickRetries.attempts);
});
