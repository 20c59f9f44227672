import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listRepositories } from '../../ecr/repositories.ts';
import { downloadLayer } from '../../replication/download/download-layer.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import type { CompanyNetwork } from '../../../testing/company-network.ts';
import { hosts, region, startCompanyNetwork } from '../../../testing/company-network.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { AwsAccess } from '../clients/aws-access.ts';
import { createAwsAccess } from '../clients/aws-access.ts';
import { defaultTimeouts } from './timeouts.ts';
import { createNetwork } from './create-network.ts';

const once: RetryPolicy = { attempts: 1, firstWait: 1, longestWait: 1 };
const size = 50_000;
let company: CompanyNetwork;
let digest: string;

beforeAll(async () => {
  company = await startCompanyNetwork({ user: 'ana', password: 'open' });
  const repository = company.ecr.registry('111111111111', region).createRepository('team/app');
  digest = (await seedImage(repository, [['layer', size]], ['1.0'])).layerDigests[0] ?? '';
});
afterAll(() => company.close());
afterEach(async () => {
  company.proxy.behavior = 'pass';
  await writeFile(company.environment.AWS_CONFIG_FILE, `[profile company]\nregion = ${region}\n`);
});

const selection = { profile: 'company', region };
const trusting = () => ({ AWS_CA_BUNDLE: company.authorityFile });

const open = (environment: Record<string, string>): AwsAccess => {
  const network = createNetwork({
    timeouts: { ...defaultTimeouts, connection: 500 },
    settings: () => ({ proxyMode: 'environment' }),
    environment: { HTTPS_PROXY: company.proxy.urlWithLogin, ...environment },
  });
  return createAwsAccess({ environment: company.environment, network, retryPolicy: once });
};

async function download(access: AwsAccess): Promise<number> {
  const registry = (await access.connect(selection)).forSide('source');
  let bytes = 0;
  const blob = {
    kind: 'layer' as const,
    digest,
    size,
    mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
  };
  for await (const chunk of downloadLayer({ registry, name: 'team/app' }, blob, once)) bytes += chunk.length;
  return bytes;
}

const failureOf = (access: AwsAccess) =>
  access.identify(selection, 'source').then(
    () => undefined,
    (error: unknown) => (error instanceof Error && 'data' in error ? error.data : error),
  );

test('credentials, calls and layers of a profile all go by the proxy', async () => {
  company.seen();
  const access = open(trusting());
  expect(await access.identify(selection)).toMatchObject({ accountId: '111111111111' });
  expect(await listRepositories(await access.connect(selection))).toHaveLength(1);
  expect(await download(access)).toBe(size);
  expect(company.seen()).toEqual([`${hosts.sts}:443`, `${hosts.ecr}:443`, `${hosts.layers}:443`]);
});

test('a wrong password is told as the proxy’s, and is nowhere in it', async () => {
  const access = open({ ...trusting(), HTTPS_PROXY: company.proxy.url.replace('//', '//ana:wr0ng@') });
  const data = await failureOf(access);
  expect(data).toMatchObject({
    code: 'proxy',
    side: 'source',
    action: 'network-settings',
    retryable: false,
    message: expect.stringContaining('did not accept the user name and password'),
  });
  expect(JSON.stringify(data)).not.toContain('wr0ng');
});

test.each([
  ['stall', { code: 'proxy', retryable: true }, 'did not answer within 0.5 seconds'],
  ['refuse', { code: 'proxy', retryable: false }, 'does not let through to'],
  ['captive-portal', { code: 'not-aws', retryable: false }, 'sign in to it first'],
] as const)('a proxy that does so is told: %s', async (behavior, data, words) => {
  company.proxy.behavior = behavior;
  expect(await failureOf(open(trusting()))).toMatchObject({
    ...data,
    message: expect.stringContaining(words),
  });
});

test('a proxy that lets through to the API alone is told with the layers’ host', async () => {
  const access = open(trusting());
  const registry = await access.connect(selection);
  await listRepositories(registry);
  company.proxy.behavior = 'refuse';
  await expect(download(access)).rejects.toMatchObject({
    data: {
      code: 'proxy',
      side: 'source',
      message: expect.stringContaining(`does not let through to ${hosts.layers}:443 (HTTP 403)`),
    },
  });
});

test('an inspected connection is told, and the ca_bundle of the profile cures it', async () => {
  const access = open({});
  expect(await failureOf(access)).toMatchObject({
    code: 'certificate-untrusted',
    action: 'network-settings',
    message: expect.stringMatching(
      /^Your network inspects TLS; its certificate is not trusted here .*SELF_SIGNED/,
    ),
  });
  await writeFile(
    company.environment.AWS_CONFIG_FILE,
    `[profile company]\nregion = ${region}\nca_bundle = ${company.authorityFile}\n`,
  );
  expect(await access.identify(selection)).toMatchObject({ accountId: '111111111111' });
});

test.each([
  ['captive-portal', '', 'not-aws', 'answered in the place of'],
  ['pass', 'ana:wrong@', 'proxy', 'asks for a name and a password'],
] as const)('plain HTTP, by a proxy that answers itself: %s', async (behavior, login, code, words) => {
  await writeFile(
    company.environment.AWS_CONFIG_FILE,
    `[profile company]\nregion = ${region}\nendpoint_url = http://mirror.internal\n`,
  );
  company.proxy.behavior = behavior;
  const url = login === '' ? company.proxy.urlWithLogin : company.proxy.url.replace('//', `//${login}`);
  const access = open({ HTTP_PROXY: url });
  const expected = { data: { code, message: expect.stringContaining(words) } };
  await expect(access.identify(selection)).rejects.toMatchObject(expected);
  await expect(listRepositories(await access.connect(selection))).rejects.toMatchObject(expected);
});
