import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Refusal } from '../../../testing/fake-api.ts';
import { all, openHistory } from '../../../testing/open-history.ts';
import type { renderApp } from '../../../testing/render-app.tsx';
import { freshPage } from '../../../testing/render-app.tsx';

freshPage();

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
