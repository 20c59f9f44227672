import { seedImage } from '../../electron/testing/seed-image.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { ask } from '../pages/ask.ts';
import { Workspace } from '../pages/workspace.ts';
import { test } from './screen-test-with-own-app.ts';

test('recent routes without a source, with one, and a plan that can start at once', async ({
  ecr,
  page,
  checkScreen,
}) => {
  const name = `team/${'a-very-long-name-of-a-repository/'.repeat(8)}`.slice(0, 250).replace(/\/$/, 'x');
  const source = ecr.registry('111111111111', build.region);
  await seedImage(source.createRepository('team/api'), [['layer', 5_000_000]], ['1.0', 'stable']);
  ecr.registry('222222222222', production.region).createRepository('mirror/api');
  const workspace = new Workspace(page);
  await workspace.side('Source').waitFor();
  const from = { profile: 'build', region: build.region, accountId: '111111111111' };
  const to = { profile: 'production', region: production.region, accountId: '222222222222' };
  const route = (repository: string, more: object = {}) => ({
    source: { ...from, repositoryName: repository, ...more },
    destination: { ...to, repositoryName: repository.replace('team', 'mirror') },
    isDemo: false,
    isPinned: false,
  });
  await ask(page, 'settings.change', {
    accounts: {
      '111111111111': { label: 'Build', color: 'blue', isProtected: false },
      '222222222222': { label: 'Production', color: 'red', isProtected: true },
    },
    routes: [
      { ...route('team/api'), isPinned: true },
      route('team/web', { profile: 'left' }),
      route(name),
      route('base'),
      route('tools/runner', { registryId: '333333333333' }),
    ],
  });
  await page.reload();
  await page.getByRole('list', { name: 'Routes' }).waitFor();
  await checkScreen('routes-no-source');
  await workspace.chooseProfile('Source', build);
  await workspace.repositories.getByRole('link', { name: 'team/api' }).waitFor();
  await checkScreen('routes-with-source');
  await page
    .getByRole('list', { name: 'Routes' })
    .getByRole('button', { name: /^(?!Pin|Unpin|Remove).*team\/api.*mirror\/api/ })
    .click();
  await workspace.pickTag('1.0');
  await workspace.selectionPlan.waitFor();
  await checkScreen('routes-protected');
  await page.getByRole('button', { name: 'Routes' }).click();
  await page.getByRole('menuitem', { name: 'Manage routes…' }).waitFor();
  await checkScreen('routes-menu');
});
