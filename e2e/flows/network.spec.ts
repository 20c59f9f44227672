import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as testWithOwnApp } from '../fixtures/fixtures.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { resultOf, whenReady } from '../pages/ask.ts';

test('gives the page the trusted certificates and whether a password is stored, never the password', async ({
  home,
  page,
}) => {
  expect(await resultOf(page, 'network.read')).toMatchObject({
    ok: true,
    value: { hasProxyPassword: false, shellEnvironment: { kind: 'not-needed' } },
  });
  const login = { userName: 'ana', password: 'open sesame' };
  const stored = await resultOf(page, 'network.setProxyPassword', login);
  expect(stored).toMatchObject({ ok: true, value: { hasProxyPassword: true } });
  expect(JSON.stringify([stored, await resultOf(page, 'settings.read')])).not.toMatch(/sesame|ana/);
  const log = await readFile(join(home.userData, 'logs', 'main.log'), 'utf8');
  expect(log).not.toMatch(/sesame/);
  const forgotten = await resultOf(page, 'network.setProxyPassword', { userName: '', password: '' });
  expect(forgotten).toMatchObject({ ok: true, value: { hasProxyPassword: false } });
});

test('reads a chosen file of certificates, and reports its problem', async ({ app, home, page }) => {
  const path = join(home.path, 'company.pem');
  await writeFile(path, 'no certificate');
  await answerDialogs(app, { open: path });
  expect(await resultOf(page, 'network.chooseCertificateFile')).toEqual({ ok: true, value: path });
  await resultOf(page, 'settings.change', { network: { proxyMode: 'none', certificateFile: path } });
  expect(await resultOf(page, 'network.read')).toMatchObject({
    value: {
      certificates: expect.arrayContaining([
        { from: 'settings', path, count: 0, problem: 'It contains no certificate.' },
      ]),
    },
  });
});

testWithOwnApp(
  "uses the system's proxy for AWS, and never for this computer itself",
  async ({ app, ecr, home, page }) => {
    await whenReady(page);
    await app.evaluate(({ session }) => {
      session.defaultSession.resolveProxy = () => Promise.resolve('SOCKS5 127.0.0.1:1080');
    });
    const aws = '\n[profile aws]\nregion = eu-west-1\naws_access_key_id = A\naws_secret_access_key = s\n';
    await appendFile(join(home.path, '.aws', 'config'), aws);
    const tested = (profile: string) =>
      resultOf(page, 'network.test', { registries: [{ profile, region: 'eu-west-1' }] });
    const { host } = new URL(ecr.endpoint);
    expect(await tested('build')).toMatchObject({
      ok: true,
      value: [
        { host, purpose: 'ecr-api', via: 'direct', outcome: { kind: 'answered' } },
        { host, purpose: 'sts', via: 'direct', outcome: { kind: 'answered' } },
      ],
    });
    const refused = { outcome: { kind: 'failed', error: { code: 'proxy', action: 'network-settings' } } };
    expect(await tested('aws')).toMatchObject({
      ok: true,
      value: [
        { host: 'api.ecr.eu-west-1.amazonaws.com', ...refused },
        { purpose: 'layers', ...refused },
        { host: 'sts.eu-west-1.amazonaws.com', ...refused },
      ],
    });
  },
);

testWithOwnApp('opens an AWS file in the system’s program for it', async ({ app, home, page }) => {
  await whenReady(page);
  await app.evaluate(({ shell }) => {
    shell.openPath = (path) => Promise.resolve(path.endsWith('credentials') ? 'No program for it' : '');
  });
  expect(await resultOf(page, 'profiles.openFile', { fileKind: 'config' })).toEqual({
    ok: true,
    value: null,
  });
  expect(await resultOf(page, 'profiles.openFile', { fileKind: 'credentials' })).toMatchObject({
    ok: false,
    error: {
      message: `${join(home.path, '.aws', 'credentials')} cannot be opened. Open it in a text editor.`,
      detail: 'No program for it',
    },
  });
});
