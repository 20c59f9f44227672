import type { LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import type { Repository } from '../../electron/local-ecr/registry/repository.ts';
import { seedImage } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { planReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { build, production } from '../accounts/test-accounts.ts';

const lifecyclePolicy = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'untagged', countType: 'imageCountMoreThan', countNumber: 10 },
      action: { type: 'expire' },
    },
  ],
});
const repositoryPolicy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::333333333333:root' },
      Action: ['ecr:BatchGetImage'],
    },
  ],
});

/** A repository with a non-default value for every setting. */
async function seedSource(ecr: LocalEcr): Promise<Repository> {
  const source = ecr.registry('111111111111', build.region).createRepository('team/app', {
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    exclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
    scanOnPush: true,
    encryption: {
      encryptionType: 'KMS',
      kmsKey: `arn:aws:kms:${build.region}:111111111111:key/11111111-2222-3333-4444-555555555555`,
    },
    resourceTags: { team: 'platform', 'aws:cloudformation:stack-name': 'app' },
  });
  source.settings.lifecyclePolicyText = lifecyclePolicy;
  source.settings.policyText = repositoryPolicy;
  await seedImage(source, [['layer', 1000]], ['v1']);
  return source;
}

const choice = { from: 'team/app', tags: ['v1'], to: 'release/app', create: true };

test('shows a new repository’s settings next to the source’s, and applies the chosen ones', async ({
  ecr,
  page,
}) => {
  const destination = ecr.registry('222222222222', production.region);
  await seedSource(ecr);

  const review = await planReplication(page, choice);
  await expect(review.setting('Tag mutability')).toContainText('Immutable, except dev-*');
  await expect(review.setting('Encryption')).toContainText('KMS with the AWS managed KMS key');
  await expect(page.getByText('The source is encrypted with a customer managed KMS key')).toBeVisible();
  await expect(review.setting('Repository policy').getByRole('checkbox')).not.toBeChecked();
  await review.settings.getByRole('button', { name: 'Show the source’s lifecycle policy' }).click();
  await expect(review.settings.getByText('"rulePriority": 1')).toBeVisible();

  await review.toggleSetting('Scan on push');
  await review.toggleSetting('Repository policy');
  await review.chooseEncryption('Customer managed KMS key');
  const key = review.settings.getByRole('textbox', { name: 'KMS key ARN' });
  await key.fill(`arn:aws:kms:${build.region}:222222222222:key/other-region`);
  await expect(review.settings.getByText(/^This KMS key is in eu-central-1;/)).toBeVisible();
  await expect(page.getByText('Resolve 1 blocker to continue.')).toBeVisible();
  const kmsKey = `arn:aws:kms:${production.region}:222222222222:key/66666666-2222-3333-4444-555555555555`;
  await key.fill(kmsKey);
  await expect(review.replicate).toBeEnabled();
  await review.replicate.click();

  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  const created = destination.repository('release/app');
  expect(created.encryption).toEqual({ encryptionType: 'KMS', kmsKey });
  expect(created.settings).toEqual({
    tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    exclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
    scanOnPush: false,
    lifecyclePolicyText: lifecyclePolicy,
    policyText: repositoryPolicy,
  });
  expect([...created.resourceTags]).toEqual([['team', 'platform']]);
});

test('stops before any image when a policy cannot be set; a retry continues without it', async ({
  ecr,
  page,
}) => {
  await seedSource(ecr);
  ecr.faults.deny({ action: 'ecr:PutLifecyclePolicy' });

  const review = await planReplication(page, choice);
  await review.replicate.click();
  const transfers = new Transfers(page);
  await expect(
    transfers.latest.getByText(/release\/app was created, but its lifecycle policy could not be set/),
  ).toBeVisible();
  const created = ecr.registry('222222222222', production.region).repository('release/app');
  expect(created.images.size).toBe(0);
  await transfers.latest.getByRole('button', { name: 'Retry' }).click();
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  expect(created.settings.lifecyclePolicyText).toBeUndefined();
  expect([...created.tags.keys()]).toEqual(['v1']);
});
