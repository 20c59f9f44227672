import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { MenuCommand } from '../../../shared/commands.ts';
import { commandIds, getCommand } from '../../../shared/commands.ts';
import type { PageTopic } from '../../components/help.ts';
import { formatAccelerator } from '../../components/keyboard.ts';
import { topics } from '../../features/help/topics/all-topics.ts';
import {
  bothSidesChosen,
  freshPage,
  openReview,
  renderApp,
  renderWithSides,
} from '../../testing/render-app.tsx';

freshPage();

const panel = () => screen.findByRole('complementary', { name: 'Help' });
const isClosed = () => expect(screen.queryByRole('complementary', { name: 'Help' })).toBeNull();

test('? and F1 open the help of the page, which follows the page; Escape closes it and returns the focus', async () => {
  const { user, emit } = renderWithSides();
  const field = await screen.findByRole('searchbox', { name: 'Filter repositories' });
  await user.type(field, '?');
  isClosed();
  const help = screen.getByRole('button', { name: 'Help' });
  act(() => help.focus());
  await user.keyboard('?');
  expect(within(await panel()).getByRole('heading', { name: 'Replicate' })).toBeTruthy();
  expect((await panel()).contains(document.activeElement)).toBe(true);
  act(() => emit('menu.command', 'show-settings'));
  await waitFor(async () =>
    expect(within(await panel()).getByRole('heading', { name: 'Settings' })).toBeTruthy(),
  );
  act(() => screen.getByRole('button', { name: 'Close help' }).focus());
  await user.keyboard('{Escape}');
  isClosed();
  expect(document.activeElement).toBe(help);
  await user.keyboard('{F1}');
  await user.click(await screen.findByRole('button', { name: 'Close help' }));
  isClosed();
});

test('the list of shortcuts has every key of the commands, from the menu, the palette and the panel', async () => {
  const { user, emit } = renderWithSides();
  await screen.findByRole('link', { name: 'team/api' });
  act(() => emit('menu.command', 'show-shortcuts'));
  const text = (await panel()).textContent ?? '';
  for (const id of commandIds)
    for (const key of getCommand(id).keys) {
      expect(text).toContain(getCommand(id).title);
      expect(text).toContain(formatAccelerator(key, false));
    }
  await user.keyboard('{Escape}');
  isClosed();
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: /^Find a command/ }), 'keyboard{Enter}');
  expect(within(await panel()).getByRole('heading', { name: 'Keyboard shortcuts' })).toBeTruthy();
});

test('the link Info beside a header opens its section in the help of the page', async () => {
  const { user, emit } = renderWithSides();
  await screen.findByRole('link', { name: 'team/api' });
  act(() => emit('menu.command', 'show-settings'));
  await user.click(await screen.findByRole('button', { name: 'Info about network settings' }));
  expect(within(await panel()).getByRole('heading', { name: 'Settings' })).toBeTruthy();
  expect(document.activeElement).toBe(within(await panel()).getByRole('heading', { name: 'Network' }));
  await user.click(screen.getByRole('button', { name: 'Info about accounts' }));
  expect(document.activeElement).toBe(within(await panel()).getByRole('heading', { name: 'Accounts' }));
});

type RenderedApp = ReturnType<typeof renderApp>;

async function openBatch({ user }: RenderedApp): Promise<void> {
  await user.click(await screen.findByRole('checkbox', { name: 'Select team/api' }));
  await user.click(screen.getByRole('button', { name: 'Configure tags and names' }));
  await screen.findByRole('button', { name: 'Plan' });
}

/** Opens a view by its menu command, and waits for its heading. */
const byMenu =
  (command: MenuCommand, heading: RegExp) =>
  async ({ emit }: RenderedApp): Promise<void> => {
    await screen.findByRole('link', { name: 'team/api' });
    act(() => emit('menu.command', command));
    await screen.findByRole('heading', { name: heading });
  };

interface Page {
  /** The title of its help. */
  readonly title: string;
  readonly open: (app: RenderedApp) => Promise<unknown>;
}

const pages: { readonly [Topic in PageTopic]: Page } = {
  choose: { title: 'Replicate', open: () => screen.findByRole('link', { name: 'team/api' }) },
  review: { title: 'Review', open: ({ user }) => openReview(user) },
  compare: {
    title: 'Compare',
    async open({ user }) {
      await user.click(await screen.findByRole('link', { name: 'team/api' }));
      await user.click(await screen.findByText('Compare'));
      await screen.findByRole('table', { name: 'Comparison' });
    },
  },
  batch: { title: 'Many repositories', open: openBatch },
  'batch-plan': {
    title: 'Plan of many repositories',
    async open(app) {
      await openBatch(app);
      await app.user.click(screen.getByRole('button', { name: 'Plan' }));
      await screen.findByRole('table', { name: 'Plans' });
    },
  },
  transfers: { title: 'Transfers', open: byMenu('show-transfers', /^Transfers/) },
  history: { title: 'History', open: byMenu('show-history', /^History/) },
  replication: { title: 'Replication', open: byMenu('show-replication', /^Replication/) },
  settings: { title: 'Settings', open: byMenu('show-settings', /^Settings/) },
};

test.each(Object.entries(pages))('F1 opens the help of the page %s', async (_topic, { title, open }) => {
  const app = renderWithSides();
  await open(app);
  await app.user.keyboard('{F1}');
  expect(within(await panel()).getByRole('heading', { name: title, level: 2 })).toBeTruthy();
});

test('every topic has what the page is for, and links into the AWS documentation alone', () => {
  for (const { about, sections, links } of Object.values(topics)) {
    expect(about).toMatch(/\.$/);
    expect(Object.keys(sections).length).toBeGreaterThan(0);
    for (const { href } of links) expect(new URL(href).origin).toBe('https://docs.aws.amazon.com');
  }
});

const firstStart = bothSidesChosen({
  source: { regions: {} },
  destination: { regions: {} },
  introduction: 'pending',
});
const introduction = () => screen.findByRole('region', { name: 'Introduction' });

test('the introduction has three steps, and is skipped for good', async () => {
  const { user, calls, emit } = renderApp(firstStart);
  expect((await introduction()).textContent).toContain('Step 1 of 3');
  await user.click(screen.getByRole('button', { name: 'Next' }));
  expect((await introduction()).textContent).toContain('Step 2 of 3');
  await user.click(screen.getByRole('button', { name: 'Skip introduction' }));
  expect(calls).toContainEqual(['settings.change', { introduction: 'done' }]);
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Introduction' })).toBeNull());
  act(() => emit('menu.command', 'show-introduction'));
  await introduction();
});

test('the introduction follows what the user does', async () => {
  const { user } = renderApp(bothSidesChosen({ introduction: 'pending' }));
  expect((await introduction()).textContent).toContain('Step 2 of 3');
  await user.click(await screen.findByRole('checkbox', { name: /team\/api/ }));
  expect((await introduction()).textContent).toContain('Step 3 of 3');
});

test('who has a history or settings from before sees no introduction', async () => {
  renderApp({
    ...firstStart,
    'history.search': () => ({ entries: [], matching: 0, total: 1, demo: 0 }),
  });
  await screen.findByRole('button', { name: /^Source profile/ });
  await act(() => Promise.resolve());
  expect(screen.queryByRole('region', { name: 'Introduction' })).toBeNull();
});
