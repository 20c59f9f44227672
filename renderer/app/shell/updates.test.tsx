import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { UpdateState, UpdateStatus } from '../../../shared/models/update.ts';
import { Refusal } from '../../testing/fake-api.ts';
import { bothSidesChosen, freshPage, renderApp } from '../../testing/render-app.tsx';
import { transfer } from '../../testing/sample-data.ts';
import { availableUpdate, updateStatus } from '../../testing/sample-updates.ts';

freshPage();

const installs = { kind: 'install', method: 'app-image' } as const;

const statusOf = (state: UpdateState, more: Partial<UpdateStatus> = {}): UpdateStatus => ({
  ...updateStatus,
  delivery: installs,
  management: undefined,
  state,
  ...more,
});

const question = () => screen.findByRole('region', { name: 'Updates' });
const changesOf = (calls: readonly (readonly [string, unknown])[]) =>
  calls.filter(([name]) => name === 'settings.change').map(([, input]) => input);

const notAsked = bothSidesChosen({
  updates: { check: 'not-asked', download: false, channel: 'latest' },
});

test('asks once whether to check automatically, and stores the answer', async () => {
  const { user, calls } = renderApp({
    ...notAsked,
    'updates.read': () => statusOf({ kind: 'idle' }, { asks: true }),
  });
  const shown = await question();
  expect(shown.textContent).toContain('github.com');
  expect(changesOf(calls)).toEqual([
    { updates: { check: 'unanswered', download: false, channel: 'latest' } },
  ]);
  await user.click(within(shown).getByRole('button', { name: 'Check automatically' }));
  expect(changesOf(calls).at(-1)).toMatchObject({ updates: { check: 'on' } });
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Updates' })).toBeNull());
  expect(calls.some(([name]) => name === 'updates.check')).toBe(false);
});

test.each([
  [
    'an unanswered question',
    { ...bothSidesChosen({ updates: { check: 'unanswered', download: false, channel: 'latest' } }) },
    {},
  ],
  ['a policy that decides', notAsked, { asks: false }],
] as const)('does not ask after %s', async (_what, answers, status) => {
  const { calls } = renderApp({
    ...answers,
    'updates.read': () => statusOf({ kind: 'idle' }, { asks: true, ...status }),
  });
  await screen.findByRole('link', { name: 'team/api' });
  await waitFor(() => expect(calls.some(([name]) => name === 'updates.read')).toBe(true));
  await act(() => Promise.resolve());
  expect(screen.queryByRole('region', { name: 'Updates' })).toBeNull();
});

test('does not ask beside the introduction', async () => {
  const { user } = renderApp({
    ...bothSidesChosen({ introduction: 'pending' }),
    'updates.read': () => statusOf({ kind: 'idle' }, { asks: true }),
  });
  await user.click(await screen.findByRole('button', { name: 'Skip introduction' }));
  await question();
});

test('shows a newer version at the top, until its notice is dismissed', async () => {
  const { user, calls, emit } = renderApp({
    ...bothSidesChosen(),
    'updates.read': () => statusOf({ kind: 'idle' }),
  });
  await screen.findByRole('link', { name: 'team/api' });
  await waitFor(() => expect(calls.some(([name]) => name === 'updates.read')).toBe(true));
  act(() => emit('updates.changed', statusOf({ kind: 'available', update: availableUpdate })));
  await screen.findByText('Version 0.2.0 is available.');
  await user.click(screen.getByRole('button', { name: 'Dismiss' }));
  expect(changesOf(calls).at(-1)).toMatchObject({ updates: { dismissed: '0.2.0' } });
  await waitFor(() => expect(screen.queryByText('Version 0.2.0 is available.')).toBeNull());
  act(() =>
    emit(
      'updates.changed',
      statusOf({ kind: 'available', update: { ...availableUpdate, version: '0.3.0' } }),
    ),
  );
  await screen.findByText('Version 0.3.0 is available.');
});

const openDialog = (emit: ReturnType<typeof renderApp>['emit']) => {
  act(() => emit('menu.command', 'check-for-updates'));
  return screen.findByRole('dialog', { name: 'Updates' });
};

test('checks, downloads, cancels, and restarts from the dialog', async () => {
  let status = statusOf({ kind: 'idle' });
  const answer = (state: UpdateState) => () => (status = statusOf(state));
  const downloading = {
    kind: 'downloading',
    update: availableUpdate,
    bytes: 12_300_000,
    total: 110_000_000,
    bytesPerSecond: 8_000_000,
  } as const;
  const { user, calls, emit } = renderApp({
    ...bothSidesChosen(),
    'updates.read': () => status,
    'updates.check': answer({ kind: 'available', update: availableUpdate }),
    'updates.download': answer(downloading),
    'updates.cancelDownload': answer({ kind: 'available', update: availableUpdate }),
    'updates.install': answer({ kind: 'installing', update: availableUpdate }),
  });
  await screen.findByRole('link', { name: 'team/api' });
  const dialog = await openDialog(emit);
  const notes = await within(dialog).findByRole('region', { name: 'Release notes' });
  expect(within(notes).getByRole('heading', { name: 'Added' })).toBeTruthy();
  expect(within(notes).getAllByRole('listitem')).toHaveLength(2);
  expect(
    within(dialog)
      .getByRole('link', { name: /Open release page/ })
      .getAttribute('href'),
  ).toBe(availableUpdate.page);
  await user.click(within(dialog).getByRole('button', { name: 'Download' }));
  const bar = await within(dialog).findByRole('progressbar', { name: 'Download of version 0.2.0' });
  expect(bar.getAttribute('aria-valuetext')).toBe('12.3 of 110.0 MB, 8.0 MB/s');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel download' }));
  await within(dialog).findByRole('button', { name: 'Download' });
  act(() => emit('updates.changed', statusOf({ kind: 'ready', update: availableUpdate })));
  await user.click(await within(dialog).findByRole('button', { name: 'Restart and update' }));
  expect(calls.at(-1)).toEqual(['updates.install', undefined]);
  await within(dialog).findByText('Installing version 0.2.0');
});

test('does not restart while a transfer is unfinished, and says so', async () => {
  const { emit } = renderApp({
    ...bothSidesChosen(),
    'transfers.list': () => [transfer],
    'updates.read': () => statusOf({ kind: 'ready', update: availableUpdate }),
  });
  await screen.findByRole('link', { name: 'team/api' });
  const dialog = await openDialog(emit);
  await within(dialog).findByText(/1 transfer is unfinished/);
  const button = within(dialog).getByRole('button', { name: 'Restart and update' });
  expect(button).toHaveProperty('disabled', true);
});

test('says why an installation is only notified, and what failed', async () => {
  let status = statusOf(
    { kind: 'available', update: availableUpdate },
    { delivery: { kind: 'notify', reason: 'package-manager' } },
  );
  const { user, emit } = renderApp({
    ...bothSidesChosen(),
    'updates.read': () => status,
    'updates.check': () => {
      throw new Refusal({ code: 'internal', message: 'The request failed.' });
    },
  });
  await screen.findByRole('link', { name: 'team/api' });
  const dialog = await openDialog(emit);
  await within(dialog).findByText(/This app is a package of the system/);
  expect(within(dialog).queryByRole('button', { name: 'Download' })).toBeNull();
  status = statusOf({
    kind: 'check-failed',
    error: { code: 'offline', message: 'This computer is offline.', retryable: true },
  });
  act(() => emit('updates.changed', status));
  await within(dialog).findByText('This computer is offline.');
  await user.click(within(dialog).getByRole('button', { name: 'Check again' }));
  await within(dialog).findByText('The request failed.');
});

test('the settings choose checks, downloads and the channel', async () => {
  const { user, calls, emit } = renderApp({
    ...bothSidesChosen({ updates: { check: 'off', download: false, channel: 'latest' } }),
    'updates.read': () => statusOf({ kind: 'idle' }),
  });
  await screen.findByRole('link', { name: 'team/api' });
  act(() => emit('menu.command', 'show-settings'));
  await user.click(await screen.findByRole('checkbox', { name: /^Check for updates automatically/ }));
  expect(changesOf(calls).at(-1)).toMatchObject({ updates: { check: 'on' } });
  expect(screen.getByRole('checkbox', { name: /^Download updates automatically/ })).toHaveProperty(
    'disabled',
    true,
  );
  await user.click(screen.getByRole('button', { name: 'Beta' }));
  expect(changesOf(calls).at(-1)).toMatchObject({ updates: { channel: 'beta' } });
  await user.click(screen.getByRole('button', { name: 'Check for updates' }));
  expect(await screen.findByRole('dialog', { name: 'Updates' })).toBeTruthy();
});

test('the settings say what a policy decides, and that one cannot be applied', async () => {
  const { emit } = renderApp({
    ...bothSidesChosen(),
    'updates.read': () =>
      statusOf(
        { kind: 'idle' },
        {
          delivery: { kind: 'off', reason: 'policy-unreadable' },
          management: { source: '/etc/policy.json', keys: [], unknownKeys: [], problem: 'It is not JSON.' },
        },
      ),
  });
  await screen.findByRole('link', { name: 'team/api' });
  act(() => emit('menu.command', 'show-settings'));
  await screen.findByText(/The policy \/etc\/policy\.json cannot be applied\. It is not JSON\./);
  expect(screen.getByText('Managed by your organization')).toBeTruthy();
  expect(screen.getByRole('checkbox', { name: /^Check for updates automatically/ })).toHaveProperty(
    'disabled',
    true,
  );
  expect(screen.getByRole('button', { name: 'Check for updates' })).toHaveProperty('disabled', true);
  act(() =>
    emit(
      'updates.changed',
      statusOf(
        { kind: 'idle' },
        { management: { source: '/etc/policy.json', keys: ['updateChannel'], unknownKeys: [] } },
      ),
    ),
  );
  await screen.findByText('The policy /etc/policy.json decides: the channel.');
  expect(screen.getByRole('button', { name: 'Beta' })).toHaveProperty('disabled', true);
});
