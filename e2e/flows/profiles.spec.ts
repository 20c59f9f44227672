import { join } from 'node:path';
import type { Api } from '../../shared/ipc.ts';
import { test as testWithOwnApp } from '../fixtures/fixtures.ts';
import { Workspace } from '../pages/workspace.ts';
import type { TestProfile } from '../accounts/aws-home.ts';
import { chooseProfile } from '../pages/select.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { build } from '../accounts/test-accounts.ts';

declare global {
  interface Window {
    /** The API that the preload script exposes to the page. */
    readonly api: Api;
  }
}

testWithOwnApp.describe('without any profile', () => {
  testWithOwnApp.use({ profiles: [] });

  testWithOwnApp(
    'names the AWS files, and opens and exits the demo with one click',
    async ({ home, page }) => {
      await expect(page.getByRole('heading', { name: 'No AWS profiles found' })).toBeVisible();
      const files = page.getByRole('list', { name: 'AWS files' }).getByRole('listitem');
      await expect(files).toHaveText([
        new RegExp(`${join(home.path, '.aws', 'config')}.*Not found`),
        new RegExp(`${join(home.path, '.aws', 'credentials')}.*Not found`),
      ]);
      await page.getByRole('button', { name: 'Try the demo' }).click();
      const workspace = new Workspace(page);
      await chooseProfile(workspace.side('Source'), 'Source profile', 'demo-build');
      await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
      await page.getByRole('button', { name: 'Exit demo' }).click();
      await expect(page.getByRole('heading', { name: 'No AWS profiles found' })).toBeVisible();
    },
  );
});

const mistyped: TestProfile = {
  kind: 'keys',
  name: 'mistyped',
  region: build.region,
  principal: { ...build.principal, secretAccessKey: 'wrong' },
};

testWithOwnApp.describe('a profile that does not work', () => {
  testWithOwnApp.use({
    // Playwright treats a plain list of two as a value with its options.
    profiles: [[build, mistyped], { scope: 'test' }],
  });

  testWithOwnApp('shows the reason on its side, until another one is chosen', async ({ ecr, page }) => {
    ecr.registry('111111111111', build.region).createRepository('team/api');
    const workspace = new Workspace(page);
    await chooseProfile(workspace.side('Source'), 'Source profile', 'mistyped');
    await expect(page.getByText('AWS rejected the signature of profile mistyped.').first()).toBeVisible();
    await workspace.chooseProfile('Source', build);
    await expect(page.getByText('AWS rejected the signature')).toHaveCount(0);
    await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
  });
});

test('has no secret in the page or in the messages to it', async ({ app, page }) => {
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await expect(workspace.side('Source')).toContainText('111111111111');
  const answers = await page.evaluate(async () => {
    const { api } = window;
    return JSON.stringify([
      await api.invoke('profiles.list', undefined),
      await api.invoke('settings.read', undefined),
    ]);
  });
  expect(answers + (await page.content())).not.toMatch(/secret-of-|AKIABUILD/);
  expect(await app.evaluate(({ app: electron }) => electron.getName())).toBe('ECR Image Replicator');
});
