import { putImage } from '../../electron/local-ecr/registry/put-image.ts';
import { seedImage, seedIndex } from '../../electron/testing/seed-image.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { planReplication } from '../pages/replication.ts';
import { Transfers } from '../pages/transfers.ts';
import { build, production } from '../accounts/test-accounts.ts';
import { setChecked } from '../pages/set-checked.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const signatureType = 'application/vnd.cncf.notary.signature';
const choice = { from: 'team/api', tags: ['v1'], to: 'team/api' } as const;

test('copies a signature with its image and shows it in the review; it can be excluded', async ({
  ecr,
  page,
}) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  const image = await seedImage(source, [['image', 5000]], ['v1']);
  const blob = await seedImage(source, [['signature', 300]]);
  const descriptor = (digest = '') => ({
    mediaType: signatureType,
    digest,
    size: source.layers.get(digest)?.content.size,
  });
  const signature = putImage(source, {
    manifest: JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      artifactType: signatureType,
      config: descriptor(blob.configDigest),
      layers: [descriptor(blob.layerDigests[0])],
      subject: { mediaType: manifestType, digest: image.digest, size: 1 },
    }),
  });

  const review = await planReplication(page, choice);
  const along = page.getByRole('checkbox', { name: /Signatures, SBOMs and attestations/ });
  await expect(review.table.getByText(`1 attached: ${signatureType}`)).toBeVisible();
  await setChecked(along, false);
  await expect(review.table.getByText('1 attached')).toBeHidden();
  await setChecked(along);
  await expect(review.table.getByText('1 attached')).toBeVisible();
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(destination.referrers.get(image.digest)).toEqual(new Set([signature.digest]));
});

test('copies one platform of an index, with the digest that the review showed', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  const amd = await seedImage(source, [['amd', 5000]]);
  const arm = await seedImage(source, [['arm', 6000]]);
  const index = seedIndex(source, [amd, arm], ['v1']);

  const review = await planReplication(page, choice);
  await page.getByRole('button', { name: 'Platforms' }).click();
  await page.getByRole('option', { name: 'linux/arm64' }).click();
  await page.keyboard.press('Escape');
  await expect(
    page.getByText('is written as a new index without the manifests that are left out'),
  ).toBeVisible();
  await expect(review.table.getByText('Left out: linux/amd64')).toBeVisible();
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();

  const arrived = destination.tags.get('v1') ?? '';
  expect(arrived).not.toBe(index);
  expect(destination.images.get(arrived)?.children).toEqual([arm.digest]);
  expect(destination.images.has(amd.digest)).toBe(false);
});

test('copies an index without a missing manifest only when that is chosen', async ({ ecr, page }) => {
  const source = ecr.registry('111111111111', build.region).createRepository('team/api');
  const destination = ecr.registry('222222222222', production.region).createRepository('team/api');
  const amd = await seedImage(source, [['amd', 5000]]);
  const arm = await seedImage(source, [['arm', 6000]]);
  seedIndex(source, [amd, arm], ['v1']);
  source.images.delete(arm.digest);

  const review = await planReplication(page, choice, { planned: false });
  await expect(page.getByText('names manifests that the source does not have: linux/arm64')).toBeVisible();
  await expect(review.replicate).toBeDisabled();
  await page.getByRole('button', { name: 'Leave out missing manifests' }).click();
  await expect(review.table.getByText('Left out: linux/arm64')).toBeVisible();
  await review.replicate.click();
  await expect(new Transfers(page).latest.getByText('Replicated')).toBeVisible();
  expect(destination.images.get(destination.tags.get('v1') ?? '')?.children).toEqual([amd.digest]);
});
