import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AwsFixture } from '../testing/aws-fixture.ts';
import { ana, ben, home, other, region, startAwsFixture } from '../testing/aws-fixture.ts';
import { seedImage } from '../testing/seed-image.ts';
import { getSessionToken } from '../testing/get-session-token.ts';
import { parseLines } from '../testing/cli/run-command.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';

let world: AwsFixture;
let metadata: Server;
let metadataUrl: string;
/** What the endpoints of the instance and of the container were asked. */
const asked: string[] = [];

beforeAll(async () => {
  world = await startAwsFixture();
  const keys = await getSessionToken(world.ecr, ana);
  const answer = JSON.stringify({
    Code: 'Success',
    AccessKeyId: keys.accessKeyId,
    SecretAccessKey: keys.secretAccessKey,
    Token: keys.sessionToken,
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  });
  metadata = createServer(({ method, url = '', headers }, response) => {
    asked.push(`${method} ${url} ${headers.authorization ?? ''}`.trim());
    if (url === '/latest/meta-data/iam/security-credentials/') response.end('Builder');
    else response.end(method === 'PUT' ? 'a-session' : answer);
  });
  await new Promise<void>((resolve) => {
    metadata.listen(0, '127.0.0.1', resolve);
  });
  const address = metadata.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  metadataUrl = `http://127.0.0.1:${address.port}`;
  world.ecr.registry(home, region).createRepository('team/api');
  await writeFile(join(world.folder, 'token'), 'a-token');
});
afterAll(async () => {
  metadata.close();
  await world.close();
});
beforeEach(async () => {
  asked.length = 0;
  await rm(join(world.folder, '.aws'), { recursive: true, force: true });
});

const run = (args: readonly string[], environment: Record<string, string> = {}) =>
  runInProcess(args, {
    HOME: world.folder,
    AWS_ENDPOINT_URL: world.ecr.endpoint,
    AWS_REGION: region,
    AWS_EC2_METADATA_SERVICE_ENDPOINT: metadataUrl,
    ...environment,
  });
const anasKeys = { AWS_ACCESS_KEY_ID: ana.accessKeyId, AWS_SECRET_ACCESS_KEY: ana.secretAccessKey };
const repositories = (...more: string[]) => ['repositories', '--json', ...more];
const replicate = ['replicate', '--source-profile', '@container', '--source', 'team/copied:1.0'].concat(
  ['--destination-profile', 'production'],
  ['--destination', 'mirror'],
);
const container = () => ({
  AWS_CONTAINER_CREDENTIALS_FULL_URI: `${metadataUrl}/v1/credentials`,
  AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(world.folder, 'token'),
});
const webIdentity = () => ({
  AWS_WEB_IDENTITY_TOKEN_FILE: join(world.folder, 'token'),
  AWS_ROLE_ARN: `arn:aws:iam::${home}:role/Pipeline`,
});

describe('an identity without a file', () => {
  test.each([
    ['@instance', () => ({}), 'GET /latest/meta-data/iam/security-credentials/Builder'],
    ['@container', container, 'GET /v1/credentials a-token'],
    ['@web-identity', webIdentity, undefined],
    ['@environment', () => anasKeys, undefined],
  ] as const)('%s', async (name, environment, question) => {
    const ended = await run(repositories('--profile', name), environment());
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(parseLines(ended.stdout)).toMatchObject([{ name: 'team/api' }]);
    if (question === undefined) expect(asked).toEqual([]);
    else expect(asked).toContain(question);
  });

  test.each([
    ['@container', 'Not set: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI'],
    ['@web-identity', 'Not set: AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN'],
    ['@environment', 'Not set: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY'],
  ])('%s that is not there is named by what is not set, and nothing is asked', async (name, words) => {
    const { code, stderr } = await run(repositories('--profile', name));
    expect(code).toBe(1);
    expect(stderr).toContain(`Profile ${name} cannot be used. ${words}`);
    expect(asked).toEqual([]);
  });

  test('is no source of a profile, and no profile may have its name', async () => {
    await mkdir(join(world.folder, '.aws'));
    await writeFile(
      join(world.folder, '.aws', 'config'),
      `[profile role]\nregion = eu-west-1\nrole_arn = arn:aws:iam::${home}:role/x\nsource_profile = @instance\n[profile @container]\ncredential_process = x\n`,
    );
    const role = await run(repositories('--profile', 'role'));
    expect(role.stderr).toContain('Its source_profile @instance does not exist.');
    const twice = await run(repositories('--profile', '@container'), container());
    expect(twice).toMatchObject({ code: 2 });
    expect(twice.stderr).toContain('@container is both an identity without a file and a profile');
    expect(asked).toEqual([]);
  });

  test('acts on one side, and both sides are said before anything is written', async () => {
    await seedImage(world.ecr.registry(home, region).createRepository('team/copied'), [['a', 500]], ['1.0']);
    world.ecr.registry(other, region).createRepository('mirror');
    await world.write([{ kind: 'keys', name: 'production', principal: ben, region }]);
    const lines = await run(replicate, container());
    expect(lines).toMatchObject({ code: 0, stderr: '' });
    expect(lines.stdout.split('\n').slice(0, 2)).toEqual([
      `source as ${ana.arn} (profile @container), registry ${home} in ${region}`,
      `destination as ${ben.arn} (profile production), registry ${other} in ${region}`,
    ]);
    const json = await run([...replicate, '--json'], container());
    expect(parseLines(json.stdout).slice(0, 2)).toEqual([
      { type: 'identity', side: 'source', profile: '@container', arn: ana.arn, registryId: home, region },
      {
        type: 'identity',
        side: 'destination',
        profile: 'production',
        arn: ben.arn,
        registryId: other,
        region,
      },
    ]);
  });
});

describe('without the option', () => {
  test('the access keys of the environment are used, and nothing else is requested, whatever the SDK is configured to infer', async () => {
    const inferring = { AWS_DEFAULTS_MODE: 'auto', AWS_EC2_METADATA_DISABLED: '' };
    expect(await run(repositories(), { ...anasKeys, ...inferring })).toMatchObject({ code: 0, stderr: '' });
    expect(asked).toEqual([]);
  });

  test('AWS_PROFILE acts', async () => {
    await world.write([{ kind: 'keys', name: 'build', principal: ana, region }]);
    expect(await run(repositories(), { AWS_PROFILE: 'build' })).toMatchObject({ code: 0, stderr: '' });
  });

  test('both of them are refused, unless the option says which one', async () => {
    await world.write([{ kind: 'keys', name: 'build', principal: ana, region }]);
    const environment = { ...anasKeys, AWS_PROFILE: 'build' };
    const { code, stderr } = await run(repositories(), environment);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: Both AWS_PROFILE (build) and AWS_ACCESS_KEY_ID are set, and each is an identity of its own.\n' +
        'Choose one: --source-profile build or --source-profile @environment.\n',
    );
    for (const name of ['build', '@environment'])
      expect(await run(repositories('--profile', name), environment)).toMatchObject({ code: 0, stderr: '' });
  });

  test('neither instance, container nor web identity is tried', async () => {
    const { code, stderr } = await run(repositories(), { ...container(), ...webIdentity() });
    expect(code).toBe(2);
    expect(stderr).toContain('No identity is named, and neither AWS_PROFILE nor AWS_ACCESS_KEY_ID is set.');
    expect(stderr).toContain('@instance, @container, @web-identity, @environment');
    expect(asked).toEqual([]);
  });
});
