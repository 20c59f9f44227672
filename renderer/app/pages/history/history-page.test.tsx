import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { maxTyped } from '../../../../shared/models/bounds.ts';
import type { HistorySummary, RecordedPush } from '../../../../shared/models/history.ts';
import { settingsSchema } from '../../../../shared/models/settings.ts';
import { all, openHistory, summary, table } from '../../../testing/open-history.ts';
import { freshPage } from '../../../testing/render-app.tsx';
import { digestOf } from '../../../testing/sample-data.ts';
import { historyEntry } from '../../../testing/sample-workspace.ts';

freshPage();

const duration = () => screen.findByRole('columnheader', { name: /^Duration/ });

test('the history is read page by page', async () => {
  const { user, calls } = await openHistory();
  expect(await within(await table()).findByText('team/app-0')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Page 2' }));
  expect(await within(await table()).findByText('team/app-25')).toBeTruthy();
  expect(calls.findLast(([name]) => name === 'history.search')?.[1]).toEqual({ offset: 25, limit: 25 });
});

test('the history is sorted by a column, and its order and page are still there after another page was shown', async () => {
  const { user, calls, emit } = await openHistory();
  const lastSearch = () => calls.findLast(([name]) => name === 'history.search')?.[1];
  await user.click(within(await duration()).getAllByRole('button')[0]!);
  await waitFor(() =>
    expect(lastSearch()).toEqual({ offset: 0, limit: 25, sort: { column: 'duration', descending: false } }),
  );
  await user.click(screen.getByRole('button', { name: 'Page 2' }));
  const second = { offset: 25, limit: 25, sort: { column: 'duration', descending: false } };
  await waitFor(() => expect(lastSearch()).toEqual(second));

  act(() => emit('menu.command', 'show-settings'));
  await screen.findByRole('heading', { name: /^Settings/ });
  act(() => emit('menu.command', 'show-history'));
  expect((await duration()).getAttribute('aria-sort')).toBe('ascending');
  expect(screen.getByRole('button', { name: 'Page 2' }).getAttribute('aria-current')).toBe('true');
  expect(lastSearch()).toEqual(second);
});

test('a search for more text than a request accepts is cut', async () => {
  const { user, calls } = await openHistory();
  await within(await table()).findByText('team/app-0');
  await user.click(screen.getByRole('searchbox', { name: 'Search history' }));
  await user.paste('x'.repeat(maxTyped + 1));
  expect(await screen.findByText('No matches')).toBeTruthy();
  expect(calls.findLast(([name]) => name === 'history.search')?.[1]).toMatchObject({
    text: 'x'.repeat(maxTyped),
  });
});

test('the history is searched and filtered', async () => {
  const { user, calls, emit } = await openHistory();
  await within(await table()).findByText('team/app-0');
  await user.click(screen.getByRole('searchbox', { name: 'Search history' }));
  await user.paste('app-29');
  expect(await within(await table()).findByText('team/app-29')).toBeTruthy();
  expect(within(await table()).queryByText('team/app-0')).toBeNull();
  await user.click(screen.getByRole('button', { name: /^Result ./ }));
  await user.click(await screen.findByRole('option', { name: 'Failed' }));
  expect(await screen.findByText('No matches')).toBeTruthy();
  expect(calls.findLast(([name]) => name === 'history.search')?.[1]).toEqual({
    offset: 0,
    limit: 25,
    text: 'app-29',
    results: ['failed'],
  });
  // The filter is still there after another page was shown.
  act(() => emit('menu.command', 'show-settings'));
  await screen.findByRole('heading', { name: /^Settings/ });
  act(() => emit('menu.command', 'show-history'));
  expect(await screen.findByDisplayValue('app-29')).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Result Failed/ })).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Clear filters' }));
  expect(await within(await table()).findByText('team/app-0')).toBeTruthy();
});

test('the filtered entries are exported, and the path of the file is shown', async () => {
  const { user, calls } = await openHistory({ 'history.export': () => '/home/sam/history.csv' });
  await user.click(await screen.findByRole('searchbox', { name: 'Search history' }));
  await user.paste('app-2');
  await screen.findAllByText('11 matches');
  await user.click(screen.getByRole('button', { name: 'Export' }));
  await user.click(await screen.findByRole('menuitem', { name: /CSV/ }));
  expect(await screen.findByText('Saved to /home/sam/history.csv')).toBeTruthy();
  expect(calls).toContainEqual(['history.export', { text: 'app-2', format: 'csv' }]);
});

test('the page shows the history limit of the settings', async () => {
  await openHistory({
    'settings.read': () => ({
      ...settingsSchema.parse({}),
      history: { limit: { kind: 'entries', entries: 5_000 } },
    }),
  });
  expect(
    await screen.findByText('Limited in Settings to the newest 5,000 entries. Older ones are deleted.'),
  ).toBeTruthy();
});

test('clearing the history requires confirmation', async () => {
  let entries: readonly HistorySummary[] = all;
  const { user, calls, emit } = await openHistory({
    'history.search': () => ({
      entries: entries.slice(0, 25),
      matching: entries.length,
      total: entries.length,
      demo: 0,
    }),
  });
  await within(await table()).findByText('team/app-0');
  await user.click(screen.getByRole('button', { name: 'Clear history…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Clear history?' });
  expect(dialog.textContent).toContain('permanently deletes 30 entries');
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(calls.some(([name]) => name === 'history.clear')).toBe(false);
  await user.click(screen.getByRole('button', { name: 'Clear history…' }));
  const again = await screen.findByRole('dialog', { name: 'Clear history?' });
  await user.click(within(again).getByRole('button', { name: 'Clear' }));
  expect(calls).toContainEqual(['history.clear', { kind: 'real' }]);
  entries = [];
  act(() => emit('history.changed', null));
  expect(await screen.findByText('No history')).toBeTruthy();
});

const pushed: RecordedPush = {
  entryId: historyEntry.id,
  at: Date.UTC(2026, 10, 3, 14, 2),
  digest: digestOf(1),
  found: 'image',
  tags: ['1.0', 'latest'],
  outcome: { kind: 'verified', at: 1 },
  source: historyEntry.source,
  destination: { ...historyEntry.destination, repositoryName: 'mirror/api' },
  isDemo: false,
};

test('a searched digest answers who pushed it, when and from where, and opens the entry', async () => {
  const { user, calls } = await openHistory({
    'history.findPushes': () => ({
      pushes: [
        { ...pushed, isDemo: true, outcome: { kind: 'copied' } },
        { ...pushed, found: 'manifest' },
      ],
      hasMore: true,
    }),
  });
  const search = screen.getByRole('searchbox', { name: 'Search history' });
  await user.click(search);
  await user.paste('team/app');
  await screen.findAllByText('30 matches');
  expect(calls.some(([name]) => name === 'history.findPushes')).toBe(false);
  await user.clear(search);
  await user.paste(digestOf(1).slice(7, 14));
  const section = within(await screen.findByRole('region', { name: 'Recorded pushes' }));
  expect(calls).toContainEqual(['history.findPushes', { text: digestOf(1).slice(7, 14) }]);
  const [first, second] = section.getAllByRole('listitem').map(({ textContent }) => textContent?.trim());
  expect(first).toMatch(/^Pushed to mirror\/api in 4444-5555-6666, eu-central-1, by arn:\S+ on 3 Nov 2026/);
  expect(first).toMatch(/ from team\/api in [\d-]{14}, \S+, with tags 1\.0, latest; not verified\. Demo/);
  expect(second).toContain(`Pushed as part of ${digestOf(1).slice(0, 19)} to mirror/api`);
  expect(section.getByText('The latest first. Older transfers are in the table.')).toBeTruthy();
  const [open] = section.getAllByRole('button', { name: /^Open entry/ });
  if (!open) throw new Error('no button');
  await user.click(open);
  expect(await screen.findByLabelText('Replication details')).toBeTruthy();
});

test('demo entries are marked, can be filtered, and are cleared apart from the others', async () => {
  const [first = summary(0)] = all;
  const { user, calls } = await openHistory({
    'history.search': ({ offset, limit, demo }) => ({
      entries: [{ ...first, demo: true as const }, ...(demo === true ? [] : all.slice(1))].slice(
        offset,
        offset + limit,
      ),
      matching: demo === true ? 1 : 30,
      total: 30,
      demo: 1,
    }),
  });
  const rows = within(await table());
  expect(await rows.findByText('Demo')).toBeTruthy();
  expect(
    screen.getByText('1 entry is from the demo and deleted when you exit the demo or quit the app.'),
  ).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /^Origin/ }));
  await user.click(await screen.findByRole('option', { name: 'Demo entries' }));
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'history.search')?.[1]).toEqual({
      offset: 0,
      limit: 25,
      demo: true,
    }),
  );

  await user.click(screen.getByRole('button', { name: 'Clear history…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Clear history?' }));
  expect(dialog.getByText(/permanently deletes 1 entry of the demo/)).toBeTruthy();
  await user.click(dialog.getByRole('radio', { name: /^All other entries/ }));
  expect(dialog.getByText(/permanently deletes 29 entries\./)).toBeTruthy();
  await user.click(dialog.getByRole('radio', { name: /^Demo entries/ }));
  await user.click(dialog.getByRole('button', { name: 'Clear' }));
  expect(calls).toContainEqual(['history.clear', { kind: 'demo' }]);
});
