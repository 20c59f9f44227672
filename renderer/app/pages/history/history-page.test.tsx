import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { HistorySummary, RecordedPush } from '../../../../shared/models/history.ts';
import { settingsSchema } from '../../../../shared/models/settings.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { freshPage, renderApp } from '../../../testing/render-app.tsx';
import { answerImages } from '../../../testing/answer-images.ts';
import { digestOf, image } from '../../../testing/sample-data.ts';
import { historyEntry } from '../../../testing/sample-workspace.ts';

freshPage();

const { images, request: _, ...rest } = historyEntry;
const summary = (number: number): HistorySummary => ({
  ...rest,
  id: `d0d0d0d0-0000-4000-8000-${String(number).padStart(12, '0')}`,
  imageCount: images.length,
  source: { ...rest.source, repositoryName: `team/app-${number}` },
});
const all = Array.from({ length: 30 }, (_each, index) => summary(index));

async function openHistory(...[answers]: Parameters<typeof renderApp>) {
  const app = renderApp({
    'history.search': ({ offset, limit, text = '', results }) => {
      const fitting = all.filter(
        ({ source, result }) =>
          source.repositoryName.includes(text) && (results === undefined || results.includes(result)),
      );
      return {
        entries: fitting.slice(offset, offset + limit),
        matching: fitting.length,
        total: all.length,
        demo: 0,
      };
    },
    ...answerImages(() => [image(1, { tags: ['v1.1', 'latest'] })]),
    ...answers,
  });
  await screen.findByRole('button', { name: /^Source profile/ });
  act(() => app.emit('menu.command', 'show-history'));
  await screen.findByRole('heading', { name: /^History/ });
  return app;
}

const table = () => screen.findByRole('table', { name: 'History' });

test('the history is read page by page', async () => {
  const { user, calls } = await openHistory();
  expect(await within(await table()).findByText('team/app-0')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Page 2' }));
  expect(await within(await table()).findByText('team/app-25')).toBeTruthy();
  expect(calls.findLast(([name]) => name === 'history.search')?.[1]).toEqual({ offset: 25, limit: 25 });
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

test('an entry shows identities, route, images, duration and verification; its command line can be copied', async () => {
  const { user, calls } = await openHistory();
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  const facts = await screen.findByLabelText('Replication details');
  expect(facts.textContent).toContain('9 s');
  expect(facts.textContent).toContain('30.0 MB');
  expect(facts.textContent).toContain('1 of 1 image');
  expect(screen.getByRole('group', { name: 'From' }).textContent).toContain(rest.source.arn);
  expect(screen.getByRole('group', { name: 'To' }).textContent).toContain(rest.destination.repositoryUri);
  const row = within(screen.getByRole('table', { name: 'Replicated images' })).getByRole('row', {
    name: /v1\.1, latest/,
  });
  expect(row.textContent).toContain('Copied and verified');
  await user.click(screen.getByRole('button', { name: 'Copy command line' }));
  expect(JSON.stringify(calls.findLast(([name]) => name === 'clipboard.write')?.[1])).toContain(
    'ecr-image-replicator replicate',
  );
  await user.click(screen.getByRole('button', { name: 'Back to history' }));
  expect(await table()).toBeTruthy();
});

test('Repeat opens the review with the same sides, images and tags, and starts nothing', async () => {
  const { user, calls } = await openHistory();
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  await user.click(await screen.findByRole('button', { name: 'Repeat…' }));
  expect(await screen.findByRole('heading', { name: 'Review' })).toBeTruthy();
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toEqual(historyEntry.request),
  );
  expect(calls.some(([name]) => name === 'transfers.start')).toBe(false);
});

test('images that are missing at the source are reported, and nothing is repeated when all are missing', async () => {
  const { user, calls } = await openHistory({ ...answerImages(() => [image(9)]) });
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  await user.click(await screen.findByRole('button', { name: 'Repeat…' }));
  expect(await screen.findByText('None of these images are in team/api anymore.')).toBeTruthy();
  expect(calls.some(([name]) => name === 'plans.create')).toBe(false);
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

async function openExportAndDelete(...[answers]: Parameters<typeof renderApp>) {
  const app = await openHistory({
    'history.search': ({ until, limit, offset }) => ({
      entries: all.slice(offset, offset + limit),
      // Of 100 entries, one finished on each of the last 100 days.
      matching: until === undefined ? 30 : Math.max(0, 100 - Math.round((Date.now() - until) / 86_400_000)),
      total: 100,
      demo: 0,
    }),
    ...answers,
  });
  await app.user.click(await screen.findByRole('button', { name: 'Export and delete older than…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Export and delete older entries' });
  return { ...app, dialog: within(dialog) };
}

test('older entries are counted before they are exported and deleted, and the path of the file is shown', async () => {
  const { user, calls, dialog } = await openExportAndDelete({
    'history.exportAndDelete': () => ({ path: '/home/sam/old.json', deleted: 70 }),
  });
  expect(await dialog.findByText(/^10 entries of 100 are exported to a file and then deleted/)).toBeTruthy();
  const days = dialog.getByRole('textbox', { name: 'Days' });
  await user.clear(days);
  await user.paste('30');
  expect(await dialog.findByText(/^70 entries of 100/)).toBeTruthy();
  await user.click(dialog.getByRole('radio', { name: /^CSV/ }));
  await user.click(dialog.getByRole('button', { name: 'Export and delete…' }));
  expect(await screen.findByText('70 entries exported to /home/sam/old.json and deleted.')).toBeTruthy();
  expect(screen.queryByRole('dialog', { name: 'Export and delete older entries' })).toBeNull();
  const [, input] = calls.findLast(([name]) => name === 'history.exportAndDelete') ?? [];
  expect(input).toEqual({ before: expect.any(Number), format: 'csv' });
});

test('an invalid age, an age without older entries and a canceled dialog export and delete nothing', async () => {
  const { user, calls, dialog } = await openExportAndDelete();
  const days = dialog.getByRole('textbox', { name: 'Days' });
  await user.clear(days);
  await user.paste('2.5');
  expect(await dialog.findByText('Enter a whole number of days, 0 or more.')).toBeTruthy();
  const confirm = dialog.getByRole('button', { name: 'Export and delete…' });
  expect(confirm.hasAttribute('disabled')).toBe(true);
  await user.clear(days);
  await user.paste('400');
  expect(await dialog.findByText('No older entries.')).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Date' }));
  await user.type(dialog.getByRole('textbox', { name: /^Finished before/ }), '2020/01/01');
  expect(await dialog.findByText('No older entries.')).toBeTruthy();
  await user.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog', { name: 'Export and delete older entries' })).toBeNull();
  expect(calls.some(([name]) => name === 'history.exportAndDelete')).toBe(false);
});

test('the dialog stays open when no file is chosen, and shows errors', async () => {
  let attempts = 0;
  const { user, dialog } = await openExportAndDelete({
    'history.exportAndDelete': () => {
      attempts += 1;
      if (attempts === 1) return null;
      throw new Refusal({ code: 'storage', message: 'The disk is full.' });
    },
  });
  await dialog.findByText(/^10 entries of 100/);
  const confirm = dialog.getByRole('button', { name: 'Export and delete…' });
  await user.click(confirm);
  await waitFor(() => expect(attempts).toBe(1));
  expect(dialog.queryByText('The disk is full.')).toBeNull();
  await user.click(confirm);
  expect(await dialog.findByText('The disk is full.')).toBeTruthy();
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

test('an entry shows the verification report of each image: digests, manifests, layers and differences', async () => {
  const [sample] = historyEntry.images;
  if (!sample) throw new Error('no image');
  const contents = {
    manifests: [
      { digest: digestOf(5), mediaType: 'application/vnd.oci.image.manifest.v1+json' },
      { digest: digestOf(1), mediaType: 'application/vnd.oci.image.index.v1+json' },
    ],
    layers: { count: 12, bytes: 45_000_000 },
  };
  const different = {
    ...sample,
    sourceDigest: digestOf(2),
    destinationDigest: digestOf(2),
    destinationTags: ['edge'],
    outcome: {
      kind: 'different' as const,
      differences: 1,
      error: { code: 'digest-mismatch', message: 'Not the same.' },
    },
    contents: {
      ...contents,
      differences: [
        { kind: 'tag-elsewhere' as const, tag: 'edge', digest: digestOf(2), actualDigest: digestOf(3) },
      ],
    },
  };
  const { user } = await openHistory({
    'history.read': () => ({
      ...historyEntry,
      images: [
        { ...sample, contents },
        different,
        { ...sample, sourceDigest: digestOf(4), outcome: { kind: 'copied' } },
      ],
    }),
  });
  await user.click(await screen.findByRole('link', { name: /: replication of team\/app-0$/ }));
  const report = within(await screen.findByRole('table', { name: 'Verification report' }));
  const [, good, bad, old] = report.getAllByRole('row');
  if (!good || !bad || !old) throw new Error('no rows');
  expect(good.textContent).toContain('Same as expected');
  expect(good.textContent).toContain('12 blobs, 45.0 MB');
  expect(good.textContent).toContain('None');
  await user.click(within(good).getByRole('button', { name: '2 manifests' }));
  expect(within(good).getByTitle(digestOf(5))).toBeTruthy();
  expect(bad.textContent).toContain('Other digest');
  expect(within(bad).getByTitle(digestOf(3))).toBeTruthy();
  expect(bad.textContent).toContain(
    `tag edge points to ${digestOf(3).slice(0, 19)} instead of ${digestOf(2).slice(0, 19)}`,
  );
  expect(old.textContent).toContain('Not read back');
  expect(old.textContent).toContain('Not recorded');
});
