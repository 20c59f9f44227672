import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { NetworkSettings } from '../../../../shared/models/network.ts';
import { settingsSchema } from '../../../../shared/models/settings.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { chooseProfile, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { networkFacts } from '../../../testing/sample-data.ts';

freshPage();

async function openSettings(...[answers]: Parameters<typeof renderApp>) {
  const app = renderApp(answers);
  await screen.findByRole('button', { name: /^Source profile/ });
  act(() => app.emit('menu.command', 'show-settings'));
  await screen.findByRole('heading', { name: 'Settings' });
  return app;
}

test('a proxy is saved when its address is valid, and shows what is wrong otherwise', async () => {
  const { user, calls } = await openSettings();
  await user.click(screen.getByRole('radio', { name: /Manual/ }));
  expect(calls).toContainEqual(['settings.change', { network: { proxyMode: 'manual' } }]);
  const address = await screen.findByRole('textbox', { name: /Address/ });
  await user.type(address, 'proxy:3128{Enter}');
  expect(await screen.findByText('Enter the proxy as http://host:port.')).toBeTruthy();
  const changes = () => calls.filter(([name]) => name === 'settings.change').length;
  expect(changes()).toBe(1);
  await user.clear(address);
  await user.type(address, 'http://proxy:3128{Enter}');
  expect(calls.findLast(([name]) => name === 'settings.change')?.[1]).toEqual({
    network: { proxyMode: 'manual', proxyUrl: 'http://proxy:3128' },
  });
});

test('user name and password of the proxy are stored and never returned to the window', async () => {
  let facts = networkFacts;
  const { user, calls } = await openSettings({
    'network.read': () => facts,
    'network.setProxyPassword': ({ userName }) => {
      facts = { ...facts, hasProxyPassword: userName !== '' };
      return facts;
    },
  });
  await user.click(screen.getByRole('radio', { name: /Manual/ }));
  await user.type(await screen.findByLabelText('Proxy user name'), 'sam');
  await user.type(screen.getByLabelText('Proxy password'), 'hunter2');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText('Stored, encrypted')).toBeTruthy();
  expect(calls).toContainEqual(['network.setProxyPassword', { userName: 'sam', password: 'hunter2' }]);
  expect(document.body.innerHTML).not.toContain('hunter2');
  await user.click(screen.getByRole('button', { name: 'Remove' }));
  expect(await screen.findByLabelText('Proxy user name')).toHaveProperty('value', '');
});

test('a PEM file is added, and a failed shell environment shows the reason', async () => {
  let kept: NetworkSettings = { proxyMode: 'system' };
  const { user, calls } = await openSettings({
    'settings.change': (change) => ({
      ...settingsSchema.parse({}),
      network: (kept = change.network ?? kept),
    }),
    'network.read': () => ({
      ...networkFacts,
      certificates: kept.certificateFile ? [{ from: 'settings', path: kept.certificateFile, count: 2 }] : [],
      shellEnvironment: { kind: 'failed', shell: '/bin/zsh', problem: 'It did not end within 10 seconds.' },
    }),
    'network.chooseCertificateFile': () => '/etc/corp/ca.pem',
  });
  expect(await screen.findByText(/\/bin\/zsh: It did not end within 10 seconds/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Add PEM file…' }));
  expect(await screen.findByRole('button', { name: 'Remove ca.pem' })).toBeTruthy();
  expect(await screen.findByText('Custom file: 2 certificates')).toBeTruthy();
  expect(calls).toContainEqual([
    'settings.change',
    { network: { proxyMode: 'system', certificateFile: '/etc/corp/ca.pem' } },
  ]);
  await user.click(screen.getByRole('button', { name: 'Reload' }));
  expect(calls.some(([name]) => name === 'network.reloadShellEnvironment')).toBe(true);
});

test('the connection test shows host, route and result for the selected sides', async () => {
  const { user, calls } = renderApp({
    'network.test': () => [
      {
        host: 'api.ecr.eu-west-1.amazonaws.com',
        purpose: 'ecr-api',
        via: 'direct',
        outcome: { kind: 'answered', status: 400, milliseconds: 12 },
      },
      {
        host: 'sts.eu-west-1.amazonaws.com',
        purpose: 'sts',
        via: 'proxy:3128',
        outcome: {
          kind: 'failed',
          error: { code: 'proxy', message: 'The proxy wants a login.', retryable: false },
        },
      },
    ],
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await user.keyboard('{Control>},{/Control}');
  await user.click(await screen.findByRole('button', { name: 'Test connection' }));
  const table = await screen.findByRole('table', { name: 'Connection test' });
  expect((await within(table).findByRole('row', { name: /api\.ecr/ })).textContent).toMatch(
    /Direct.*12 ms, HTTP 400/,
  );
  expect(within(table).getByRole('row', { name: /sts/ }).textContent).toMatch(
    /Proxy proxy:3128.*The proxy wants a login/,
  );
  expect(calls).toContainEqual([
    'network.test',
    { registries: [{ profile: 'development', region: 'eu-west-1' }] },
  ]);
});

test('accounts and the profile order are saved immediately; a failed change is reported', async () => {
  let refused = false;
  const { user, calls } = await openSettings({
    'settings.change': () => {
      refused = true;
      throw new Refusal({ code: 'internal', message: 'The settings could not be written.' });
    },
  });
  await user.click(screen.getByRole('button', { name: 'A to Z' }));
  expect(await screen.findByText('The settings could not be written.')).toBeTruthy();
  expect(refused).toBe(true);
  await user.type(screen.getByRole('textbox', { name: 'Account ID' }), '7777-8888-9999{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Account 7777-8888-9999' });
  await user.type(within(dialog).getByRole('textbox', { name: 'Label' }), 'Sandbox{Enter}');
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'settings.change')?.[1]).toEqual({
      accounts: { '777788889999': { label: 'Sandbox', color: 'none', isProtected: false } },
    }),
  );
});

test('a note of an account that was added is removed by Undo', async () => {
  const { user, calls } = await openSettings();
  const lastChange = (): unknown => calls.findLast(([name]) => name === 'settings.change')?.[1];
  await user.type(screen.getByRole('textbox', { name: 'Account ID' }), '7777-8888-9999{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Account 7777-8888-9999' });
  await user.type(within(dialog).getByRole('textbox', { name: 'Label' }), 'Sandbox{Enter}');
  const table = within(screen.getByRole('table', { name: 'Accounts' }));
  expect(await table.findByText(/Sandbox/)).toBeTruthy();
  expect(lastChange()).toEqual({
    accounts: { '777788889999': { label: 'Sandbox', color: 'none', isProtected: false } },
  });
  await user.click(await screen.findByRole('button', { name: 'Undo: Account 7777-8888-9999 changed.' }));
  await waitFor(() => expect(lastChange()).toEqual({ accounts: {} }));
  await waitFor(() => expect(table.queryByText(/Sandbox/)).toBeNull());
});
