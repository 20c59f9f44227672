import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { answerDialogs } from '../pages/answer-dialogs.ts';
import { build } from '../accounts/test-accounts.ts';
import { clickMenu } from '../pages/click-menu.ts';
import { Workspace } from '../pages/workspace.ts';

const canary = 'wJalrXUtnFEMIK7MDENGbPxRfiCYzqCANARY';

test('the menu shows diagnostics without secrets, which are saved and copied as they are shown', async ({
  app,
  page,
  home,
}) => {
  await new Workspace(page).chooseProfile('Source', build);
  await appendFile(
    join(home.userData, 'logs', 'main.log'),
    `[2026-11-30 10:00:00.000] [info]  aws_secret_access_key = ${canary} of ${build.name}\n`,
  );
  await clickMenu(app, 'save-diagnostics');
  const dialog = page.getByRole('dialog', { name: 'Save diagnostics' });
  const text = dialog.getByRole('region', { name: 'Text of the diagnostics' });
  await expect(text).toContainText(/== Versions and system ==\s*ECR Image Replicator \d+\.\d+\.\d+/);
  await expect(text).toContainText(/Node\.js \d+/);

  const path = join(home.path, 'diagnostics.txt');
  await answerDialogs(app, { save: path });
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await expect(dialog.getByText(path)).toBeVisible();
  const saved = await readFile(path, 'utf8');
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(dialog.getByText('Copied').first()).toBeVisible();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(saved);

  expect(saved).toContain('aws_secret_access_key = [redacted] of profile-');
  expect(saved).not.toContain(canary.slice(4, 24));
  expect(saved).not.toContain(home.path);
  expect(saved).not.toMatch(/\b111111111111\b/);
  expect(saved).toMatch(/window is created: \d+ ms/);
  // What is in view is the beginning of the file.
  expect(saved.split('\n').slice(0, 4)).toEqual(
    (await text.locator('[data-index]').allTextContents()).slice(0, 4),
  );
});

test('about shows the versions, the license and the notices, and a problem opens the issue form', async ({
  app,
  page,
}) => {
  await clickMenu(app, 'show-about');
  const about = page.getByRole('dialog', { name: 'About ECR Image Replicator' });
  const version = await app.evaluate((electron) => electron.app.getVersion());
  await expect(about.getByText(version, { exact: true })).toBeVisible();
  await about.getByRole('button', { name: 'License', exact: true }).click();
  await expect(page.getByRole('region', { name: 'License' })).toContainText('Apache License');
  await page.getByRole('button', { name: 'Back' }).click();
  await about.getByRole('button', { name: 'Third-party notices' }).click();
  await expect(page.getByRole('region', { name: 'Third-party notices' })).toContainText(/licen[sc]e/i);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();

  await app.evaluate(({ shell }) => {
    shell.openExternal = async (url) => void Reflect.set(globalThis, 'openedLink', url);
  });
  await clickMenu(app, 'report-problem');
  const problem = page.getByRole('dialog', { name: 'Report a problem' });
  const address = (await problem.getByRole('region', { name: 'Address that is opened' }).textContent()) ?? '';
  await problem.getByRole('link', { name: /^Open issue form/ }).click();
  await expect(problem).toBeHidden();
  const opened = await app.evaluate((): unknown => Reflect.get(globalThis, 'openedLink'));
  expect(opened).toBe(address);
  expect(address).toMatch(
    /^https:\/\/github\.com\/[\w-]+\/[\w-]+\/issues\/new\?template=bug_report\.yml&version=/,
  );
});
