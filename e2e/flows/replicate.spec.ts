import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalEcr } from '../../electron/local-ecr/local-ecr.ts';
import type { TestProfile } from '../accounts/aws-home.ts';
import { expect, test } from '../fixtures/shared-fixtures.ts';
import { buildSampleImage, buildSampleIndex } from '../images/sample-image.ts';
import type { RegistryImage } from '../images/skopeo.ts';
import { skopeoDigest, skopeoPull, skopeoPush } from '../images/skopeo.ts';
import { layoutDigests } from '../images/oci-layout.ts';
import { copied } from '../pages/clipboard.ts';
import { planReplication, startReplication } from '../pages/replication.ts';
import { Review } from '../pages/review.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';
import { build, production } from '../accounts/test-accounts.ts';

const findAccountId = ({ principal }: TestProfile): string => /::(\d{12}):/.exec(principal.arn)?.[1] ?? '';

/** An image for skopeo, at the `/v2/` endpoint of a profile's own registry. */
const through = async (
  ecr: LocalEcr,
  profile: TestProfile,
  repository: string,
  reference: string,
): Promise<RegistryImage> => {
  const accountId = findAccountId(profile);
  return {
    host: await ecr.ociRegistry(accountId, profile.region),
    repository,
    reference,
    password: ecr.tokens.issue({ accountId, principal: profile.principal }, profile.region).password,
  };
};

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-images-'));
});
test.afterEach(() => rm(folder, { recursive: true }));

for (const { kind, buildImage } of [
  { kind: 'a real image with a layer over 30 MB', buildImage: buildSampleImage },
  { kind: 'a real index of two platforms', buildImage: buildSampleIndex },
]) {
  test(`${kind}: pushed with skopeo, replicated by clicking, pulled with skopeo with the same digests`, async ({
    ecr,
    app,
    page,
  }) => {
    const image = await buildImage(join(folder, 'built'));
    ecr.registry('111111111111', build.region).createRepository('team/app');
    ecr.registry('222222222222', production.region).createRepository('release/app');
    await skopeoPush(image.directory, await through(ecr, build, 'team/app', 'v1'));

    const review = await planReplication(page, { from: 'team/app', tags: ['v1'], to: 'release/app' });
    await expect(page.getByText('as arn:aws:iam::111111111111:user/build')).toBeVisible();
    await expect(page.getByText('as arn:aws:iam::222222222222:user/release')).toBeVisible();
    await review.addTag('v1', 'stable');
    await review.removeTag('v1');
    await expect(review.tagsOf('v1')).toHaveText([/^stable\s*new/]);
    await review.replicate.click();

    const transfers = new Transfers(page);
    await expect(transfers.latest.getByText('Replicated')).toBeVisible();
    await expect(transfers.layerBars).toHaveCount(image.blobs.length);
    for (const bar of await transfers.layerBars.all())
      await expect(bar).toHaveAttribute('aria-valuenow', '100');
    expect(await copied(app, transfers.latest.getByRole('button', { name: 'Copy digest' }))).toBe(
      image.digest,
    );
    expect(await copied(app, transfers.latest.getByRole('button', { name: 'Copy image URI' }))).toBe(
      `222222222222.dkr.ecr.${production.region}.amazonaws.com/release/app:stable`,
    );

    const there = await through(ecr, production, 'release/app', 'stable');
    expect(await skopeoDigest(there)).toBe(image.digest);
    await skopeoPull(there, join(folder, 'pulled'));
    expect(await layoutDigests(join(folder, 'pulled'))).toEqual(
      expect.arrayContaining([image.digest, ...image.children, ...image.blobs.map(({ digest }) => digest)]),
    );
    for (const child of image.children) {
      expect(await skopeoDigest({ ...there, reference: child })).toBe(child);
    }

    ecr.calls.clear();
    await page.getByRole('button', { name: 'Replicate more' }).click();
    // Both sides are unchanged, with the source's repository open.
    const workspace = new Workspace(page);
    await workspace.pickTag('v1');
    await workspace.review.click();
    const again = new Review(page);
    await expect(again.fact('To transfer')).toContainText('All layers exist');
    await again.removeTag('v1');
    await again.addTag('v1', 'stable');
    await expect(again.tagsOf('v1')).toHaveText([/^stable\s*unchanged/]);
    await again.replicate.click();
    await expect(transfers.latest.locator('dl > div', { hasText: 'Sent' })).toHaveText('SentNothing');
    expect(ecr.calls.layerBytes).toBe(0);
    expect(ecr.calls.of('InitiateLayerUpload', 'PutImage')).toEqual([]);
  });
}

test('shows the progress of layers: waiting, copying with bytes and speed, done', async ({ ecr, page }) => {
  const image = await buildSampleImage(join(folder, 'built'));
  ecr.registry('111111111111', build.region).createRepository('team/app');
  ecr.registry('222222222222', production.region).createRepository('team/app');
  await skopeoPush(image.directory, await through(ecr, build, 'team/app', 'v1'));
  ecr.network.shape = { latencyMs: 20, up: { bytesPerSecondPerConnection: 20_000_000 } };

  const transfers = await startReplication(page, { from: 'team/app', tags: ['v1'], to: 'team/app' });
  await expect(
    transfers.layers.getByText(/^Copying [\d.]+ of [\d.]+ MB · [\d.]+ MB\/s$/).first(),
  ).toBeVisible();
  await expect(transfers.latest.getByText(/^[\d.]+ of [\d.]+ MB · [\d.]+ MB\/s · .+ left$/)).toBeVisible();
  await expect(transfers.latest.getByText('Replicated')).toBeVisible();
  await expect(transfers.layers.getByText('Done')).toHaveCount(image.blobs.length);
});
