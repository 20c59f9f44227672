import { writeFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { CompanyNetwork } from '../../../testing/company-network.ts';
import { hosts, region, startCompanyNetwork } from '../../../testing/company-network.ts';
import { watchSentRequests } from '../../../testing/watch-requests.ts';
import { defaultTimeouts } from './timeouts.ts';
import { testConnections } from './connection-test.ts';
import type { ChangeableNetwork } from './create-network.ts';
import { createNetwork } from './create-network.ts';
import { listRequiredHosts } from './required-hosts.ts';
import { parseCatalog } from '../profiles/profile-catalog.ts';

let company: CompanyNetwork;

beforeAll(async () => {
  company = await startCompanyNetwork();
  await writeFile(
    company.environment.AWS_CONFIG_FILE,
    `
[profile sso]
sso_session = corp
sso_account_id = 111111111111
sso_role_name = Reader
ca_bundle = ${company.authorityFile}
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-central-1
[profile role]
role_arn = arn:aws:iam::111111111111:role/release
source_profile = sso
[profile login]
region = ${region}
login_session = arn:aws:iam::111111111111:user/ana
`,
  );
});
afterAll(() => company.close());
afterEach(() => {
  company.proxy.behavior = 'pass';
});

const open = (
  more: Record<string, string> = {},
  connection = defaultTimeouts.connection,
  userAgent?: string,
): ChangeableNetwork =>
  createNetwork({
    timeouts: { ...defaultTimeouts, connection },
    ...(userAgent !== undefined && { userAgent }),
    settings: () => ({ proxyMode: 'environment' }),
    environment: { HTTPS_PROXY: company.proxy.url, ...more },
  });

const rows = async (profile: string, network = open(), more: object = {}) =>
  testConnections([{ profile, region }], { network, environment: company.environment, ...more });

test('tests every host of an IAM Identity Center profile through the proxy, with the certificate of the profile', async () => {
  const checks = await rows('sso');
  expect(checks.map(({ host, purpose }) => [purpose, host])).toEqual([
    ['ecr-api', hosts.ecr],
    ['registry', hosts.registry],
    ['layers', hosts.layers],
    ['sts', hosts.sts],
    ['sso-oidc', hosts.oidc],
    ['sso-portal', hosts.portal],
  ]);
  for (const { via, outcome } of checks) {
    expect(via).toBe(new URL(company.proxy.url).host);
    expect(outcome).toMatchObject({ kind: 'answered', milliseconds: expect.any(Number) });
  }
  expect(company.takeRequestedHosts().toSorted()).toEqual(checks.map(({ host }) => `${host}:443`).toSorted());
});

test('names the app to every host and to the proxy', async () => {
  const requests = await watchSentRequests(() =>
    rows('sso', open({}, defaultTimeouts.connection, 'ecr-image-replicator/1.0.0')),
  );
  const agents = requests.map((request) => request.getHeader('user-agent'));
  // Six hosts, each in a tunnel of its own.
  expect(agents).toEqual(Array.from({ length: 12 }, () => 'ecr-image-replicator/1.0.0'));
});

test('tests the sign-in of the source profile of a role, the host of a login session, and every host once', async () => {
  expect((await rows('role')).map(({ purpose }) => purpose)).toContain('sso-portal');
  const network = open({ AWS_CA_BUNDLE: company.authorityFile });
  const login = { profile: 'login', region };
  const checks = await testConnections([login, { ...login }], { network, environment: company.environment });
  expect(checks.map(({ host }) => host)).toEqual([
    hosts.ecr,
    hosts.registry,
    hosts.layers,
    hosts.sts,
    hosts.signIn,
  ]);
});

test('reports an untrusted certificate for each host', async () => {
  const checks = await rows('login');
  expect(checks).not.toHaveLength(0);
  for (const { host, outcome } of checks)
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: {
        code: 'certificate-untrusted',
        action: 'network-settings',
        message: expect.stringContaining(`${host} is not trusted (SELF_SIGNED_CERT_IN_CHAIN)`),
      },
    });
});

test.each([
  ['refuse', 'proxy', 'blocks connections to'],
  ['stall', 'proxy', 'did not respond within 0.5 seconds'],
  ['captive-portal', 'not-aws', 'sign in to it first'],
] as const)('reports the behavior %s of a proxy', async (behavior, code, words) => {
  company.proxy.behavior = behavior;
  const [first] = await rows('login', open({}, behavior === 'stall' ? 500 : undefined));
  expect(first).toMatchObject({
    via: new URL(company.proxy.url).host,
    outcome: { kind: 'failed', error: { code, message: expect.stringContaining(words) } },
  });
});

test('reports an unsupported proxy for every host, without a direct connection', async () => {
  const checks = await rows('login', open({ HTTPS_PROXY: 'socks5://127.0.0.1:1080' }));
  expect(checks.map(({ outcome }) => outcome)).toMatchObject(
    Array.from({ length: 5 }, () => ({ kind: 'failed', error: { code: 'proxy' } })),
  );
});

test('reports a host that responds too late', async () => {
  company.ecr.network.shape = { latencyMs: 60_000 };
  const network = open({ AWS_CA_BUNDLE: company.authorityFile });
  const checks = await rows('login', network, { limit: 700 });
  company.ecr.network.shape = {};
  expect(checks.find(({ purpose }) => purpose === 'ecr-api')?.outcome).toMatchObject({
    kind: 'failed',
    error: { code: 'network', message: expect.stringContaining('did not respond in time') },
  });
});

test.each([
  ['cn-north-1', '', 'api.ecr.cn-north-1.amazonaws.com.cn', 's3.cn-north-1.amazonaws.com.cn'],
  [
    'us-east-1',
    'use_fips_endpoint = true\n',
    'api.ecr-fips.us-east-1.amazonaws.com',
    's3.us-east-1.amazonaws.com',
  ],
  ['us-east-1', 'use_dualstack_endpoint = true\n', 'ecr.us-east-1.api.aws', 's3.us-east-1.amazonaws.com'],
])('uses the endpoint rules of the SDK in %s with %j', async (where, line, api, bucket) => {
  const catalog = parseCatalog(`[profile p]\n${line}`, '[p]\naws_access_key_id=A\naws_secret_access_key=s');
  const required = await listRequiredHosts(
    { profile: 'p', region: where, registryId: '222222222222' },
    catalog,
  );
  const urls = required.map(({ url }) => url);
  expect(urls[0]).toBe(`https://${api}/`);
  expect(urls.some((url) => url.endsWith(`.${bucket}/`))).toBe(true);
});

test('tests the custom endpoint of a profile, and no host of AWS', async () => {
  const catalog = parseCatalog(
    '[profile p]\nendpoint_url = https://mirror.internal:8443/path\naws_access_key_id=A\naws_secret_access_key=s',
    '',
  );
  expect(await listRequiredHosts({ profile: 'p', region, registryId: '222222222222' }, catalog)).toEqual([
    { url: 'https://mirror.internal:8443/', purpose: 'ecr-api', region },
    { url: 'https://mirror.internal:8443/', purpose: 'sts', region },
  ]);
  expect(await listRequiredHosts({ profile: 'unknown', region }, catalog)).toEqual([]);
});
