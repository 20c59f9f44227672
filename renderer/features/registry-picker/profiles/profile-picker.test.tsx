import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { freshPage, renderApp } from '../../../testing/render-app.tsx';
import { listing, profile } from '../../../testing/sample-data.ts';

freshPage();

const corp = { kind: 'sso', session: 'corp', legacy: false } as const;
const profiles = [
  profile('first', { region: 'eu-west-1', accountId: '111122223333' }),
  profile('expired', {
    kind: 'sso-session',
    signIn: corp,
    state: { kind: 'sign-in' },
    accountName: 'Sandbox',
  }),
  profile('broken', {
    state: { kind: 'incomplete', problem: 'No keys.' },
    place: { path: '/home/sam/.aws/credentials', line: 7 },
  }),
  profile('last', { kind: 'credential-process', state: { kind: 'runs-program', program: 'aws-vault' } }),
];

async function open(key: string) {
  const app = renderApp({ 'profiles.list': () => ({ ...listing, profiles }) });
  const field = await screen.findByRole('button', { name: /^Source profile/ });
  field.focus();
  await app.user.keyboard(key);
  const filter = await screen.findByRole('combobox', { name: 'Find source profile' });
  const active = (): string | undefined =>
    document.getElementById(filter.getAttribute('aria-activedescendant') ?? '')?.getAttribute('aria-label') ??
    undefined;
  return { ...app, field, filter, active };
}

const order = () => screen.getAllByRole('row').map((row) => row.getAttribute('aria-label')?.split(',')[0]);

const settingsChanges = (calls: readonly (readonly [string, unknown])[]) =>
  calls.filter(([name]) => name === 'settings.change').map(([, change]) => change);

test('opens, moves and selects by keyboard, and returns the focus to the field', async () => {
  const { user, active, filter, field, calls } = await open('{ArrowDown}');
  expect(document.activeElement).toBe(filter);
  expect(active()).toMatch(/^first, Access keys, account 1111-2222-3333, eu-west-1/);
  await user.keyboard('{ArrowUp}');
  expect(active()).toMatch(/^last/);
  await user.keyboard('{Home}{ArrowDown}{ArrowDown}{Enter}');
  expect(screen.getByRole('dialog')).toBeTruthy();
  await user.keyboard('{End}{Enter}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(document.activeElement).toBe(field);
  expect(field.textContent).toBe('last');
  expect(settingsChanges(calls)).toEqual([
    {
      source: { profile: 'last', regions: {} },
      profiles: { pinned: [], recent: ['last'], order: 'file' },
    },
  ]);
});

test('typing on the field opens the filtered list; Escape changes nothing', async () => {
  const { user, active, field, calls } = await open('s');
  expect(await screen.findByText('4 matches')).toBeTruthy();
  await user.keyboard('andb');
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(1));
  expect(active()).toMatch(/^expired/);
  await user.keyboard('zzz');
  expect(await screen.findByText(/No profile matches/)).toBeTruthy();
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(field);
  expect(settingsChanges(calls)).toEqual([]);
});

test('Tab moves to the buttons of the active row; a recovery action starts there and the list stays open', async () => {
  const { user, calls, active, filter } = await open('{Enter}');
  await user.keyboard('{ArrowDown}');
  await user.tab();
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /Sign in for expired/ }));
  await user.keyboard('{Enter}');
  await waitFor(() =>
    expect(calls).toContainEqual(['signIns.start', { profile: 'expired', method: 'browser' }]),
  );
  expect(screen.getByRole('dialog', { name: 'Source profile' })).toBeTruthy();
  expect(active()).toMatch(/^expired/);
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(filter);
  await user.click(screen.getByRole('button', { name: /Open file of broken/ }));
  expect(calls).toContainEqual(['profiles.openFile', { fileKind: 'credentials' }]);
});

test('a pin moves its row only when the list opens again', async () => {
  const { user, field } = await open('{Enter}');
  const before = order();
  await user.click(screen.getByRole('button', { name: 'Pin last' }));
  await waitFor(() =>
    expect(screen.getByRole('button', { name: 'Pin last' }).getAttribute('aria-pressed')).toBe('true'),
  );
  expect(order()).toEqual(before);
  await user.keyboard('{Escape}');
  await user.click(field);
  expect(order()).toEqual(['last', 'first', 'expired', 'broken']);
  expect(within(screen.getByRole('rowgroup', { name: 'Pinned' })).getAllByRole('row')).toHaveLength(1);
});

test('a file change while the list is open updates the rows and keeps the active one', async () => {
  const { user, emit, active } = await open('{Enter}');
  await user.keyboard('{ArrowDown}');
  const ready = profiles.map((each) =>
    each.name === 'expired' ? { ...each, state: { kind: 'ready' } as const } : each,
  );
  act(() => emit('profiles.changed', { ...listing, profiles: [profile('newcomer'), ...ready] }));
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(5));
  expect(active()).toMatch(/^expired/);
  expect(screen.queryByRole('button', { name: /Sign in for expired/ })).toBeNull();
});
