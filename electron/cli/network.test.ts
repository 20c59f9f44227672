import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CompanyNetwork } from '../testing/company-network.ts';
import { hosts, region, startCompanyNetwork } from '../testing/company-network.ts';
import { seedImage } from '../testing/seed-image.ts';
import { readReplicateOutput } from '../testing/cli/replicate-output.ts';
import { runCommand } from '../testing/cli/run-command.ts';
import { runInProcess } from '../testing/cli/run-in-process.ts';

const login = { user: 'ana', password: 'p@ss' };
let company: CompanyNetwork;
let environment: Readonly<Record<string, string>>;

beforeAll(async () => {
  company = await startCompanyNetwork(login);
  const repository = company.ecr.registry('111111111111', region).createRepository('team/app');
  await seedImage(repository, [['layer', 100_000]], ['1.0']);
  environment = {
    HTTPS_PROXY: company.proxy.urlWithLogin,
    NO_PROXY: 'localhost,.internal',
    AWS_CA_BUNDLE: company.authorityFile,
  };
});
afterAll(() => company.close());

const list = ['repositories', '--profile', 'company', '--json'];

test('a copy goes by the environment’s proxy and certificates, calls and layers', async () => {
  company.takeRequestedHosts();
  const ended = await runInProcess(
    [
      'replicate',
      '--source-profile',
      'company',
      '--source',
      'team/app:1.0',
      '--destination-profile',
      'company',
      '--destination',
      'team/copy',
      '--create-repository',
      '--json',
    ],
    environment,
  );
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  const { result } = readReplicateOutput(ended.stdout);
  expect(result.images.map(({ status }) => status)).toEqual(['replicated']);
  expect(company.takeRequestedHosts().toSorted()).toEqual(
    [`${hosts.ecr}:443`, `${hosts.layers}:443`, `${hosts.sts}:443`].toSorted(),
  );
});

test.each([
  ['a wrong password', { HTTPS_PROXY: 'wrong' }, 'rejected the user name and password'],
  ['an authority that is not known', { AWS_CA_BUNDLE: '' }, 'is not trusted'],
  ['SOCKS', { HTTPS_PROXY: 'socks5://127.0.0.1:1080' }, 'specifies a SOCKS proxy'],
])('%s is reported, without the password', async (_what, change: Record<string, string>, words) => {
  const wrong = company.proxy.url.replace('//', '//ana:not-it@');
  const more = change['HTTPS_PROXY'] === 'wrong' ? { HTTPS_PROXY: wrong } : change;
  const ended = await runInProcess(list, { ...environment, ...more });
  expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(words) });
  expect(ended.stderr).not.toMatch(/p@ss|p%40ss|not-it/);
});

test.each([
  ['AWS_CA_BUNDLE', '/missing/ca.pem', 'The file does not exist.'],
  ['NODE_EXTRA_CA_CERTS', '/dev/zero', 'It is not a regular file.'],
])('a certificate file of %s that cannot be used is named once: %s', async (variable, path, problem) => {
  const ended = await runInProcess(list, { ...environment, AWS_CA_BUNDLE: '', [variable]: path });
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  const warning = `warning: The certificate file of ${variable}, ${path}, is not used. ${problem}\n`;
  expect(ended.stderr.split(warning)).toHaveLength(2);
  expect(ended.stderr).toContain('is not trusted');
});

test('NODE_EXTRA_CA_CERTS does as well', async () => {
  const ended = await runCommand(list, {
    ...environment,
    AWS_CA_BUNDLE: '',
    NODE_EXTRA_CA_CERTS: company.authorityFile,
  });
  expect(ended).toMatchObject({ code: 0, stderr: '' });
});

test('NODE_TLS_REJECT_UNAUTHORIZED=0 is ignored, and said to be', async () => {
  company.ecr.calls.clear();
  const ended = await runCommand(list, {
    ...environment,
    AWS_CA_BUNDLE: '',
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
  });
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toMatch(/^warning: NODE_TLS_REJECT_UNAUTHORIZED is ignored/);
  expect(ended.stderr).toContain('is not trusted');
  expect(company.ecr.calls.all).toEqual([]);
});
