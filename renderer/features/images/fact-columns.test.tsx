import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { answerImages } from '../../testing/answer-images.ts';
import { bothSidesChosen, freshPage, openImages, renderApp } from '../../testing/render-app.tsx';
import { image } from '../../testing/sample-data.ts';

freshPage();

const hour = 3_600_000;

/** The texts of the columns with these headers, for each row of the table of images. */
async function readRows(headers: readonly string[], images: Parameters<typeof answerImages>[0]) {
  const { tables } = settingsSchema.parse({});
  const columns = ['lastPulledAt', 'status', 'findings', 'artifactType'].map((id) => ({ id, visible: true }));
  const { user } = renderApp({
    ...bothSidesChosen({ tables: { ...tables, views: { images: { columns } } } }),
    ...answerImages(images),
  });
  await openImages(user);
  const table = within(await screen.findByRole('treegrid', { name: 'Images' }));
  await table.findByRole('button', { name: 'Tag v1.1' });
  const shown = table.getAllByRole('columnheader').map(({ textContent }) => textContent);
  const places = headers.map((header) => shown.findIndex((text) => text.startsWith(header)));
  return table
    .getAllByRole('row')
    .slice(1)
    .map(({ children }) => places.map((place) => children[place]?.textContent));
}

test('shows the last pull, the storage class, the findings and the artifact type of images that have them', async () => {
  const headers = ['Last pull', 'Storage class', 'Scan findings', 'Artifact type'];
  const rows = await readRows(headers, () => [
    image(1, {
      lastPulledAt: Date.now() - 3.5 * hour,
      status: 'ARCHIVED',
      findings: { LOW: 3, CRITICAL: 1 },
      artifactMediaType: 'application/spdx+json',
    }),
    image(2, { findings: {} }),
    image(3),
  ]);
  expect(rows).toEqual([
    ['3 hours ago', 'Archive', '1 critical, 3 low', 'SBOM (SPDX)'],
    ['–', 'Standard', 'No findings', '–'],
    ['–', 'Standard', '–', '–'],
  ]);
});

test('an image that ECR restores from the archive is labeled in the storage class', async () => {
  const rows = await readRows(['Storage class'], () => [
    image(1, { status: 'ACTIVATING' }),
    image(2, { status: 'ARCHIVED' }),
    image(3),
  ]);
  expect(rows).toEqual([['Restoring'], ['Archive'], ['Standard']]);
});
