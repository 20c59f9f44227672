import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { MenuCommand } from '../../../shared/commands.ts';
import { formatDiagnostics } from '../../../shared/text/diagnostics.ts';
import { Refusal } from '../../testing/fake-api.ts';
import type { Answers } from '../../testing/fake-api.ts';
import { freshPage, renderApp, renderWithSides } from '../../testing/render-app.tsx';
import { diagnostics } from '../../testing/sample-diagnostics.ts';

freshPage();

const showsProfiles = () => screen.findByRole('button', { name: /^Source profile/ });

async function openDialog(command: MenuCommand, name: string, answers: Partial<Answers> = {}) {
  const app = renderApp(answers);
  await showsProfiles();
  act(() => app.emit('menu.command', command));
  const dialog = await screen.findByRole('dialog', { name });
  return { ...app, dialog, inDialog: within(dialog) };
}

const openDiagnostics = (answers?: Partial<Answers>) =>
  openDialog('save-diagnostics', 'Save diagnostics', answers);

const ids = diagnostics(true).sections.map(({ id }) => id);

test('diagnostics are shown with placeholders for names, saved as they are shown, and copied', async () => {
  const { user, calls, inDialog } = await openDiagnostics({
    'diagnostics.save': () => '/home/ann/diagnostics.txt',
  });
  const text = await inDialog.findByRole('region', { name: 'Text of the diagnostics' });
  await waitFor(() => expect(text.textContent).toContain('Signed in to profile-1.'));
  expect(text.textContent).toContain('== Crash dumps ==None.');
  await user.click(inDialog.getByRole('button', { name: 'Copy' }));
  expect(calls).toContainEqual(['clipboard.write', { text: formatDiagnostics(diagnostics(true), ids) }]);
  await user.click(inDialog.getByRole('button', { name: 'Save…' }));
  expect(await inDialog.findByText('/home/ann/diagnostics.txt')).toBeTruthy();
  expect(calls).toContainEqual(['diagnostics.save', { reportId: diagnostics(true).id, sections: ids }]);
  expect(inDialog.getByRole('button', { name: 'Close' })).toBeTruthy();
});

test('sections can be left out, and names can stay', async () => {
  const { user, calls, inDialog } = await openDiagnostics();
  await user.click(await inDialog.findByRole('checkbox', { name: /^Replace account IDs and names/ }));
  const text = await inDialog.findByRole('region', { name: 'Text of the diagnostics' });
  await waitFor(() => expect(text.textContent).toContain('Signed in to production.'));
  await user.click(inDialog.getByRole('checkbox', { name: 'Versions and system' }));
  expect(text.textContent).not.toContain('ECR Image Replicator 0.1.0');
  await user.click(inDialog.getByRole('button', { name: 'Save…' }));
  expect(calls).toContainEqual([
    'diagnostics.save',
    { reportId: diagnostics(false).id, sections: ids.filter((id) => id !== 'versions') },
  ]);
  for (const name of ['Last connection test', 'Crash dumps', 'Log'])
    await user.click(inDialog.getByRole('checkbox', { name }));
  expect(text.textContent).toContain('Choose a section.');
  expect(inDialog.getByRole('button', { name: 'Save…' })).toHaveProperty('disabled', true);
});

test('connections are tested on request alone, and the diagnostics are collected again', async () => {
  const { user, calls, emit } = renderWithSides();
  await screen.findByRole('link', { name: 'team/api' });
  act(() => emit('menu.command', 'save-diagnostics'));
  const button = await screen.findByRole('button', { name: 'Test connections and add the result' });
  expect(calls.some(([name]) => name === 'network.test')).toBe(false);
  const collected = () => calls.filter(([name]) => name === 'diagnostics.collect').length;
  expect(collected()).toBe(1);
  await user.click(button);
  await waitFor(() => expect(collected()).toBe(2));
  expect(calls.find(([name]) => name === 'network.test')?.[1]).toMatchObject({
    registries: [{ profile: 'development' }, { profile: 'production' }],
  });
});

test('a failure to collect or to save is an error with its next step', async () => {
  let fails = true;
  const { user, inDialog } = await openDiagnostics({
    'diagnostics.collect': ({ replaceNames }) => {
      if (fails) throw new Refusal({ code: 'internal', message: 'An internal error occurred.' });
      return diagnostics(replaceNames);
    },
    'diagnostics.save': () => {
      throw new Refusal({ code: 'invalid-input', message: 'The file cannot be written to /x.' });
    },
  });
  await inDialog.findByText('An internal error occurred.', undefined);
  fails = false;
  await user.click(inDialog.getByRole('button', { name: 'Retry' }));
  await inDialog.findByRole('region', { name: 'Text of the diagnostics' });
  await user.click(inDialog.getByRole('button', { name: 'Save…' }));
  expect(await inDialog.findByText('The file cannot be written to /x.')).toBeTruthy();
});

test('a report of a problem shows exactly what its link contains', async () => {
  const { inDialog } = await openDialog('report-problem', 'Report a problem', {
    'diagnostics.lastError': () => ({ code: 'throttled', at: 1 }),
  });
  const link = await inDialog.findByRole('link', { name: /^Open issue form/ });
  const href = link.getAttribute('href') ?? '';
  const fields = Object.fromEntries(new URL(href).searchParams);
  expect(fields).toEqual({
    template: 'bug_report.yml',
    version: '0.1.0 (0123456789ab), Electron 45.4.1, Chromium 150.0.1.2, Node.js 24.21.0, linux 6.8.0 (x64)',
    platform: 'Linux',
    surface: 'Window',
    error: 'Error code: throttled',
  });
  for (const shown of Object.values(fields).slice(1)) expect(inDialog.getByText(shown)).toBeTruthy();
  expect(inDialog.getByRole('region', { name: 'Address that is opened' }).textContent).toBe(href);
});

test('about shows the versions, the license and the notices, and returns the focus', async () => {
  const app = renderApp();
  await showsProfiles();
  const help = screen.getByRole('button', { name: 'Help' });
  act(() => help.focus());
  act(() => app.emit('menu.command', 'show-about'));
  const inDialog = within(await screen.findByRole('dialog', { name: 'About ECR Image Replicator' }));
  expect(await inDialog.findByText('150.0.1.2')).toBeTruthy();
  await app.user.click(inDialog.getByRole('button', { name: 'Copy version information' }));
  expect(app.calls.find(([name]) => name === 'clipboard.write')?.[1]).toEqual({
    text: expect.stringContaining(
      'Version: 0.1.0\nBuild: 0123456789abcdef0123456789abcdef01234567, 2026-11-30',
    ),
  });
  await app.user.click(inDialog.getByRole('button', { name: 'License' }));
  const license = await screen.findByRole('region', { name: 'License' });
  expect(license.textContent).toContain('Apache License');
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true);
  await app.user.click(screen.getByRole('button', { name: 'Back' }));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'License' }));
  await app.user.click(screen.getByRole('button', { name: 'Third-party notices' }));
  expect((await screen.findByRole('region', { name: 'Third-party notices' })).textContent).toContain('zod');
  await app.user.click(screen.getByRole('button', { name: 'Close' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(help));
});

test('an app without the file of the notices says so', async () => {
  const { user, inDialog } = await openDialog('show-about', 'About ECR Image Replicator', {
    'about.readNotices': () => {
      throw new Refusal({ code: 'storage', message: 'THIRD-PARTY-NOTICES.txt is not beside this app.' });
    },
  });
  await user.click(inDialog.getByRole('button', { name: 'Third-party notices' }));
  expect(await inDialog.findByText('THIRD-PARTY-NOTICES.txt is not beside this app.')).toBeTruthy();
  expect(inDialog.getByRole('button', { name: 'Retry' })).toBeTruthy();
});

test('settings set the log level, and open the log folder and the dialogs', async () => {
  const { user, calls, emit } = renderApp();
  await showsProfiles();
  act(() => emit('menu.command', 'show-settings'));
  await user.click(await screen.findByRole('button', { name: 'Verbose' }));
  expect(calls).toContainEqual(['settings.change', { logging: { level: 'verbose' } }]);
  await user.click(screen.getByRole('button', { name: 'Open log folder' }));
  expect(calls.some(([name]) => name === 'diagnostics.openLogFolder')).toBe(true);
  await user.click(screen.getByRole('button', { name: 'About' }));
  expect(await screen.findByRole('dialog', { name: 'About ECR Image Replicator' })).toBeTruthy();
});

test('the help panel ends with the version, and an internal error offers to report it', async () => {
  const { user } = renderApp({
    'profiles.list': () => {
      throw new Refusal({ code: 'internal', message: 'An internal error occurred.' });
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Report a problem' }));
  expect(await screen.findByRole('dialog', { name: 'Report a problem' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  await user.click(screen.getByRole('button', { name: 'Help' }));
  await user.click(await screen.findByRole('button', { name: 'ECR Image Replicator 0.1.0' }));
  expect(await screen.findByRole('dialog', { name: 'About ECR Image Replicator' })).toBeTruthy();
});

test('about leads to the check for updates', async () => {
  const { user, inDialog } = await openDialog('show-about', 'About ECR Image Replicator');
  await user.click(inDialog.getByRole('button', { name: 'Check for updates' }));
  await screen.findByRole('dialog', { name: 'Updates' });
  expect(screen.queryByRole('dialog', { name: 'About ECR Image Replicator' })).toBeNull();
});
