import { pullOnlyPolicy, pushOnlyPolicy } from '../../electron/testing/published-policies.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { copied } from '../pages/clipboard.ts';
import { planReplication } from '../pages/replication.ts';
import { Review } from '../pages/review.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { setChecked } from '../pages/set-checked.ts';

const choice = { from: 'team/api', tags: ['v1'], to: 'release/api' } as const;

test.beforeEach(async ({ ecr }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  await seedImage(source, [['layer', 5000]], ['v1']);
  ecr.registry('222222222222', production.region).createRepository('release/api');
});

test('reports a denied action with its resource, and copies the policy that allows it', async ({
  ecr,
  app,
  page,
}) => {
  ecr.faults.deny({ action: 'ecr:DescribeRepositories', principalArn: build.principal.arn });
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  const alert = page.getByRole('alert').filter({ hasText: 'ecr:DescribeRepositories' });
  await expect(alert).toContainText('Profile build is not allowed ecr:DescribeRepositories');
  const policy = await copied(app, alert.getByRole('button', { name: 'Copy policy' }));
  expect(JSON.parse(policy)).toMatchObject({
    Statement: [{ Effect: 'Allow', Action: expect.anything(), Resource: expect.anything() }],
  });
  expect(policy).toContain('ecr:DescribeRepositories');
  expect(await copied(app, alert.getByRole('button', { name: 'Copy request for admin' }))).toContain(
    build.principal.arn,
  );

  ecr.faults.clear();
  ecr.faults.allowOnly(build.principal.arn, policy);
  await alert.getByRole('button', { name: 'Retry' }).click();
  await expect(workspace.repositories.getByRole('link', { name: 'team/api' })).toBeVisible();
});

test('lists all missing permissions in the review; with the copied policies the copy completes', async ({
  ecr,
  app,
  page,
}) => {
  const destination = ecr.registry('222222222222', production.region).repository('release/api');
  for (const action of ['ecr:UploadLayerPart', 'ecr:InitiateLayerUpload', 'ecr:CompleteLayerUpload'])
    ecr.faults.deny({ action, principalArn: production.principal.arn });
  ecr.faults.deny({ action: 'ecr:GetDownloadUrlForLayer', principalArn: build.principal.arn });
  await planReplication(page, choice);
  const permissions = page.getByRole('region', { name: 'Permissions' });
  await expect(permissions.getByText('4 checks failed. This replication cannot succeed.')).toBeVisible();
  const missing = (side: string) => permissions.getByRole('group', { name: `Missing at the ${side}` });
  await expect(missing('source').getByRole('listitem')).toContainText([
    'Profile build is not allowed ecr:GetDownloadUrlForLayer',
  ]);
  await expect(missing('destination').getByRole('listitem')).toContainText([
    'ecr:InitiateLayerUpload',
    'ecr:UploadLayerPart',
    'ecr:CompleteLayerUpload',
  ]);
  expect(destination.images.size).toBe(0);

  const createPolicy = (side: string) =>
    copied(app, missing(side).getByRole('button', { name: 'Copy policy' }));
  const [source, target] = [await createPolicy('source'), await createPolicy('destination')];
  ecr.faults.clear();
  ecr.faults.allowOnly(build.principal.arn, source);
  ecr.faults.allowOnly(production.principal.arn, target);
  await permissions.getByRole('button', { name: 'Check permissions again' }).click();
  await expect(permissions.getByText(/all testable actions are allowed/)).toBeVisible();
  await page.getByRole('button', { name: 'Replicate', exact: true }).and(page.locator(':not(nav *)')).click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
});

test('requires the typed name of a protected account before anything is changed there', async ({
  ecr,
  page,
}) => {
  const destination = ecr.registry('222222222222', production.region).repository('release/api');
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Destination', production);
  const side = workspace.side('Destination');
  await side.getByRole('button', { name: 'Account 2222-2222-2222: actions' }).click();
  await page.getByRole('menuitem', { name: /Edit account/ }).click();
  const note = page.getByRole('dialog', { name: 'Account 2222-2222-2222' });
  await note.getByRole('textbox', { name: 'Label' }).fill('Prod');
  await setChecked(note.getByRole('radio', { name: 'Red' }));
  await setChecked(note.getByRole('checkbox', { name: /^Protected/ }));
  await note.getByRole('button', { name: 'Save' }).click();
  await expect(side).toContainText('2222-2222-2222 (Prod)');

  const review = await planReplication(page, choice);
  await review.replicate.click();
  const dialog = page.getByRole('dialog', { name: 'This account is protected' });
  await expect(dialog).toContainText('2222-2222-2222 (Prod)');
  const field = dialog.getByRole('textbox', { name: 'Label or ID of the protected account' });
  const confirm = dialog.getByRole('button', { name: 'Replicate' });
  await field.fill('prod');
  await expect(confirm).toBeDisabled();
  expect(ecr.calls.of('PutImage')).toEqual([]);
  await field.fill('Prod');
  await confirm.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
});

test('copies an image by typed names with a pull-only role and a push role, with AWS’s published policies only', async ({
  ecr,
  page,
}) => {
  const destination = ecr.registry('222222222222', production.region).repository('release/api');
  ecr.faults.allowOnly(build.principal.arn, pullOnlyPolicy);
  ecr.faults.allowOnly(production.principal.arn, pushOnlyPolicy(destination.arn));
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', build);
  await workspace.openRepositoryByName('team/api');
  await workspace.selectImageByName('v1');
  await workspace.chooseProfile('Destination', production);
  await workspace.chooseDestination('release/api');
  await workspace.review.click();
  const review = new Review(page);
  await expect(
    page.getByText('Whether team/api at the source is a pull-through cache is not known.'),
  ).toBeVisible();
  await expect(page.getByText('Whether tags in release/api can be moved is not known.')).toBeVisible();
  await expect(page.getByText(/all testable actions are allowed/)).toBeVisible();
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
});

test('copies an image from another account’s registry with a repository policy', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).repository('team/api');
  const destination = ecr.registry('222222222222', production.region).repository('release/api');
  source.settings.policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: production.principal.arn },
        Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      },
    ],
  });
  const workspace = new Workspace(page);
  await workspace.chooseProfile('Source', production);
  await workspace.chooseRegion('Source', build.region);
  await workspace.enterSourceRegistry('1111-1111-1111');
  await workspace.openRepositoryByName('team/api');
  await workspace.selectImageByName('v1');
  await workspace.chooseProfile('Destination', production);
  await workspace.chooseDestination('release/api');
  await workspace.review.click();
  await new Review(page).replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect([...destination.tags.keys()]).toEqual(['v1']);
});
