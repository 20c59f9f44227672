import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { freshPage, renderApp } from '../../../testing/render-app.tsx';

freshPage();

async function openSettings(...[answers]: Parameters<typeof renderApp>) {
  const app = renderApp(answers);
  await screen.findByRole('button', { name: /^Source profile/ });
  act(() => app.emit('menu.command', 'show-settings'));
  await screen.findByRole('heading', { name: 'General' });
  const lastChange = (): unknown => app.calls.findLast(([name]) => name === 'settings.change')?.[1];
  return { ...app, lastChange };
}

test('concurrency and bandwidth limit are saved when valid, and show what is wrong otherwise', async () => {
  const { user, lastChange } = await openSettings();
  const atOnce = screen.getByRole('textbox', { name: /^Concurrent transfers/ });
  await user.clear(atOnce);
  await user.type(atOnce, '11{Enter}');
  expect(await screen.findByText('Enter a whole number from 1 to 10.')).toBeTruthy();
  expect(lastChange()).toBeUndefined();
  await user.clear(atOnce);
  await user.type(atOnce, '3{Enter}');
  expect(lastChange()).toEqual({ transfers: { atOnce: 3 } });
  const cap = screen.getByRole('textbox', { name: /^Bandwidth limit/ });
  await user.type(cap, '1.5{Enter}');
  expect(lastChange()).toEqual({ transfers: { atOnce: 3, bandwidth: 1_500_000 } });
  await user.clear(cap);
  await user.keyboard('{Enter}');
  expect(lastChange()).toEqual({ transfers: { atOnce: 3 } });
});

test('appearance changes immediately; defaults and notifications are saved', async () => {
  const { user, lastChange } = await openSettings();
  await user.click(screen.getByRole('button', { name: 'Dark' }));
  expect(lastChange()).toEqual({ appearance: 'dark' });
  expect(document.body.classList.contains('awsui-dark-mode')).toBe(true);
  await user.click(screen.getByRole('checkbox', { name: /^Verify after copying/ }));
  expect(lastChange()).toEqual({ replication: { referrers: true, verify: false, uploadMethod: 'auto' } });
  await user.click(screen.getByRole('checkbox', { name: /When all transfers finish/ }));
  expect(lastChange()).toEqual({ notifications: { whenEnded: false, whenWaiting: true } });
});

test('a history limit deletes nothing until the number of entries is confirmed', async () => {
  const { user, calls, lastChange } = await openSettings({ 'history.countExcess': () => 1_200 });
  await user.click(screen.getByRole('radio', { name: /^Number of entries/ }));
  expect(lastChange()).toBeUndefined();
  const entries = screen.getByRole('textbox', { name: /^Entries to keep/ });
  await user.type(entries, '500{Enter}');
  const dialog = await screen.findByRole('dialog', { name: 'Delete history entries?' });
  expect(dialog.textContent).toContain('1,200 entries');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(lastChange()).toBeUndefined();
  await user.type(entries, '{Enter}');
  const again = await screen.findByRole('dialog', { name: 'Delete history entries?' });
  await user.click(within(again).getByRole('button', { name: 'Delete' }));
  expect(lastChange()).toEqual({ history: { limit: { kind: 'entries', entries: 500 } } });
  expect(calls).toContainEqual(['history.countExcess', { limit: { kind: 'entries', entries: 500 } }]);
});

test('a limit that deletes nothing is set without confirmation', async () => {
  const { user, lastChange } = await openSettings();
  await user.click(screen.getByRole('radio', { name: /^Number of days/ }));
  await user.type(screen.getByRole('textbox', { name: /^Days to keep/ }), '90{Enter}');
  await waitFor(() => expect(lastChange()).toEqual({ history: { limit: { kind: 'days', days: 90 } } }));
  await user.click(screen.getByRole('radio', { name: /^Unlimited/ }));
  expect(lastChange()).toEqual({ history: { limit: { kind: 'unlimited' } } });
});

const undo = (text: string) => screen.findByRole('button', { name: `Undo: ${text}` });

test('a changed setting can be undone, and the field shows the value from before', async () => {
  const { user, lastChange } = await openSettings();
  await user.click(screen.getByRole('button', { name: 'Dark' }));
  const atOnce = screen.getByRole('textbox', { name: /^Concurrent transfers/ });
  await user.clear(atOnce);
  await user.type(atOnce, '3{Enter}');
  await user.click(await undo('Transfer settings changed.'));
  expect(lastChange()).toEqual({ transfers: { atOnce: 2 } });
  expect(atOnce).toHaveProperty('value', '2');
  await user.click(await undo('Appearance changed.'));
  expect(lastChange()).toEqual({ appearance: 'system' });
  expect(document.body.classList.contains('awsui-dark-mode')).toBe(false);
});
