import { chooseProfile, choose } from '../pages/select.ts';
import { Workspace } from '../pages/workspace.ts';
import { test } from './screen-test.ts';

test.use({ profiles: [[], { scope: 'test' }], appArguments: [['--demo'], { scope: 'test' }] });

test('comparing, and many repositories at once', async ({ page, look }) => {
  const workspace = new Workspace(page);
  await chooseProfile(workspace.side('Source'), 'Source profile', 'demo-build');
  await chooseProfile(workspace.side('Destination'), 'Destination profile', 'demo-production');
  for (const name of ['team/api', 'platform/base', 'charts/api', 'data/pipeline'])
    await workspace.repositories.getByRole('checkbox', { name: `Select ${name}` }).click();

  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('table', { name: 'Comparison' }).getByText('Different').first().waitFor();
  await page.getByText(/to bring over/).waitFor();
  await look('compare');
  await page.getByRole('button', { name: 'Back', exact: true }).click();

  await page.getByRole('button', { name: 'Tags and names' }).click();
  await page
    .getByText(/No rules|every tag|all tags/i)
    .first()
    .waitFor();
  await look('bulk-no-rules');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await choose(page, 'Kind of rule 1', /Version in range/);
  await page.getByRole('textbox', { name: 'Range of rule 1' }).fill('>=2');
  await page
    .getByText(/ tags picked/)
    .first()
    .waitFor();
  const names = page.getByRole('group', { name: 'New names of repositories' });
  await names.getByRole('button', { name: 'Add a change' }).click();
  await names.getByRole('textbox', { name: 'Prefix of change 1' }).fill('mirror/');
  await look('bulk-rules');
  await page.getByRole('textbox', { name: 'Range of rule 1' }).fill('>=two');
  await look('bulk-wrong-rule');
  await page.getByRole('textbox', { name: 'Range of rule 1' }).fill('>=0');
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  await page
    .getByText(/ to move/)
    .first()
    .waitFor();
  await look('bulk-plan');
});
