import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAwsHome } from '../../electron/testing/aws-home/write-aws-home.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { resultOf } from '../pages/ask.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

test.describe('without AWS files', () => {
  test.use({ profiles: [] });

  test('has no file to open, and updates the first page and the list of profiles when the files appear', async ({
    ecr,
    home,
    page,
  }) => {
    ecr.registry('111111111111', build.region).createRepository('team/api');
    await expect(page.getByRole('heading', { name: 'No AWS profiles found' })).toBeVisible();
    expect(await resultOf(page, 'profiles.openFile', { fileKind: 'config' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('does not exist. Create it') },
    });

    await writeAwsHome(home.path, { profiles: [build], endpoint: ecr.endpoint });
    const workspace = new Workspace(page);
    await workspace.chooseProfile('Source', build);
    await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();

    await writeAwsHome(home.path, { profiles: [production, build], endpoint: ecr.endpoint });
    const rows = await workspace.openProfiles('Destination');
    await expect(rows).toHaveCount(2);
    await expect(workspace.profileField('Source')).toContainText('build');
    await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();

    // The open list is updated too.
    await appendFile(join(home.path, '.aws', 'config'), '\n[profile late]\nregion = eu-west-1\n');
    await expect(rows).toHaveCount(3);
  });
});

test('reports a selected profile that was removed, and restores it with its file', async ({
  ecr,
  home,
  page,
}) => {
  ecr.registry('111111111111', build.region).createRepository('team/api');
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();

  await writeAwsHome(home.path, { profiles: [production], endpoint: ecr.endpoint });
  await expect(page.getByText('Profile build is no longer in your AWS files.')).toBeVisible();
  await expect(workspace.repositories).toHaveCount(0);
  await writeAwsHome(home.path, { profiles: [build, production], endpoint: ecr.endpoint });
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
});

test('uses renewed keys in the file without a restart', async ({ ecr, home, page }) => {
  ecr.registry('111111111111', build.region).createRepository('team/api');
  const mistyped = { ...build, principal: { ...build.principal, secretAccessKey: 'wrong' } };
  await writeAwsHome(home.path, { profiles: [mistyped], endpoint: ecr.endpoint });
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await expect(page.getByText('AWS rejected the signature of profile build.').first()).toBeVisible();
  await writeAwsHome(home.path, { profiles: [build], endpoint: ecr.endpoint });
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
});
