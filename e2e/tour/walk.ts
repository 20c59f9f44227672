import { shortDigest } from '../../shared/models/image.ts';
import { copied } from '../pages/clipboard.ts';
import { chooseProfile } from '../pages/select.ts';
import { Review } from '../pages/review.ts';
import { Transfers } from '../pages/transfers.ts';
import { Workspace } from '../pages/workspace.ts';
import { followLayers } from './follow-layers.ts';
import type { Guide } from './guide.ts';

/** The copy of the tour: an index of two platforms, into a new repository. */
const source = { profile: 'demo-build', repository: 'team/api', tag: 'latest' };
const destination = { profile: 'demo-production', repository: 'mirror/api', tag: 'from-build' };

/**
 * The steps of the tour: from the demo's profiles to the same digest in another account's registry.
 * @returns what was replicated, as one line.
 */
export async function walk({ page, app, step, say }: Guide): Promise<string> {
  const workspace = new Workspace(page);
  const review = new Review(page);
  const transfers = new Transfers(page);

  await step('The app opens on the demo registries', () => workspace.side('Source').waitFor());
  await step(`Source: profile ${source.profile} lists its repositories`, async () => {
    await chooseProfile(workspace.side('Source'), 'Source profile', source.profile);
    await workspace.repositories.getByRole('link', { name: source.repository, exact: true }).waitFor();
  });
  await step('The filter shows the repositories whose names match', async () => {
    await workspace.filterRepositories('team');
    await workspace.repositories
      .getByRole('link', { name: 'charts/api', exact: true })
      .waitFor({ state: 'hidden' });
  });
  await step(`Opening ${source.repository} lists its images`, async () => {
    await workspace.openRepository(source.repository);
    await workspace.images.getByText('linux/arm64').first().waitFor();
  });
  await step(`Selecting tag ${source.tag}`, () => workspace.pickTag(source.tag));
  await step(
    `Destination: profile ${destination.profile}, a new repository ${destination.repository}`,
    async () => {
      await chooseProfile(workspace.side('Destination'), 'Destination profile', destination.profile);
      await workspace.chooseDestination(destination.repository, { create: true });
    },
  );
  await step('Review: the plan, before anything is changed', async () => {
    await workspace.review.click();
    await review.fact('To transfer').getByText('MB').first().waitFor();
    for (const name of ['Layers already at destination', 'Layers to upload', 'To transfer']) {
      say(`${name}: ${(await review.fact(name).innerText()).replaceAll('\n', ', ')}`);
    }
  });
  await step(`The tag at the destination becomes ${destination.tag}`, async () => {
    await review.addTag(source.tag, destination.tag);
    await review.removeTag(source.tag);
    await review.tagsOf(source.tag).getByText('new').waitFor();
  });
  await step('Replicate: each layer has a progress bar', async () => {
    await review.replicate.click();
    // Bars that show progress; on a busy computer the copy can be done before one is seen.
    const copying = transfers.layers.getByText(/^Copying [1-9]\d\.\d of \d+\.\d MB/);
    await copying.or(transfers.latest.getByText('Replicated')).first().waitFor();
  });
  await followLayers(transfers, say);
  await step('Done: the same digest at the destination', () =>
    transfers.latest.getByText('Replicated').waitFor(),
  );

  const digest = await copied(app, transfers.latest.getByRole('button', { name: 'Copy digest' }));
  const uri = await copied(app, transfers.latest.getByRole('button', { name: 'Copy image URI' }));
  await step('A second review: all layers are already at the destination', async () => {
    await page.getByRole('button', { name: 'Replicate more' }).click();
    await workspace.pickTag(source.tag);
    await workspace.chooseDestination(destination.repository);
    await workspace.review.click();
    await review.fact('To transfer').getByText('All layers exist').waitFor();
  });
  const sourceUri = `111122223333.dkr.ecr.us-east-1.amazonaws.com/${source.repository}:${source.tag}`;
  say(`Pull it with: docker pull ${uri}   (${shortDigest(digest)})`);
  return `replicated ${sourceUri} -> ${uri} ${digest}`;
}
