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
import type { Timeouts } from './timeouts.ts';
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
const withBundle = () => ({ AWS_CA_BUNDLE: company.authorityFile });

/** So long that only a limit that a test sets is ever reached. */
const patient: Timeouts = { ...defaultTimeouts, connection: 120_000, answer: 120_000 };

const openAccess = (environment: Record<string, string>, timeouts: Partial<Timeouts> = {}): AwsAccess => {
  const network = createNetwork({
    timeouts: { ...patient, ...timeouts },
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

test('sends the credentials, calls and layers of a profile through the proxy', async () => {
  company.takeRequestedHosts();
  const access = openAccess(withBundle());
  expect(await access.identify(selection)).toMatchObject({ accountId: '111111111111' });
  expect(await listRepositories(await access.connect(selection))).toHaveLength(1);
  expect(await download(access)).toBe(size);
  expect(company.takeRequestedHosts()).toEqual([
    `${hosts.sts}:443`,
    `${hosts.ecr}:443`,
    `${hosts.layers}:443`,
  ]);
});

test('reports a wrong password as an error of the proxy, without the password', async () => {
  const access = openAccess({
    ...withBundle(),
    HTTPS_PROXY: company.proxy.url.replace('//', '//ana:wr0ng@'),
  });
  const data = await failureOf(access);
  expect(data).toMatchObject({
    code: 'proxy',
    side: 'source',
    action: 'network-settings',
    retryable: false,
    message: expect.stringContaining('rejected the user name and password'),
  });
  expect(JSON.stringify(data)).not.toContain('wr0ng');
});

test.each([
  ['stall', { connection: 500 }, { code: 'proxy', retryable: true }, 'did not respond within 0.5 seconds'],
  ['refuse', {}, { code: 'proxy', retryable: false }, 'blocks connections to'],
  ['captive-portal', {}, { code: 'not-aws', retryable: false }, 'sign in to it first'],
] as const)('reports the behavior %s of a proxy', async (behavior, timeouts, data, words) => {
  company.proxy.behavior = behavior;
  expect(await failureOf(openAccess(withBundle(), timeouts))).toMatchObject({
    ...data,
    message: expect.stringContaining(words),
  });
});

test('reports the layer host if the proxy allows only the API', async () => {
  const access = openAccess(withBundle());
  const registry = await access.connect(selection);
  await listRepositories(registry);
  company.proxy.behavior = 'refuse';
  await expect(download(access)).rejects.toMatchObject({
    data: {
      code: 'proxy',
      side: 'source',
      message: expect.stringContaining(`blocks connections to ${hosts.layers}:443 (HTTP 403)`),
    },
  });
});

test('reports TLS inspection, and accepts it with the ca_bundle of the profile', async () => {
  const access = openAccess({});
  expect(await failureOf(access)).toMatchObject({
    code: 'certificate-untrusted',
    action: 'network-settings',
    message: expect.stringMatching(/^The certificate of .* is not trusted .*SELF_SIGNED/),
  });
  await writeFile(
    company.environment.AWS_CONFIG_FILE,
    `[profile company]\nregion = ${region}\nca_bundle = ${company.authorityFile}\n`,
  );
  expect(await access.identify(selection)).toMatchObject({ accountId: '111111111111' });
});

test.each([
  ['captive-portal', '', 'not-aws', 'in to your network in a browser'],
  ['pass', 'ana:wrong@', 'proxy', 'requires a user name and password'],
] as const)(
  'reports a response of the proxy itself over plain HTTP: %s',
  async (behavior, login, code, words) => {
    await writeFile(
      company.environment.AWS_CONFIG_FILE,
      `[profile company]\nregion = ${region}\nendpoint_url = http://mirror.internal\n`,
    );
    company.proxy.behavior = behavior;
    const url = login === '' ? company.proxy.urlWithLogin : company.proxy.url.replace('//', `//${login}`);
    const access = openAccess({ HTTP_PROXY: url });
    const expected = { data: { code, message: expect.stringContaining(words) } };
    await expect(access.identify(selection)).rejects.toMatchObject(expected);
    await expect(listRepositories(await access.connect(selection))).rejects.toMatchObject(expected);
  },
);
