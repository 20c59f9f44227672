import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ScanFindings } from '../../../shared/models/image-details.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { answerImages } from '../../testing/answer-images.ts';
import type { Answers } from '../../testing/fake-api.ts';
import { Refusal } from '../../testing/fake-api.ts';
import { bothSidesChosen, freshPage, openImages, renderApp } from '../../testing/render-app.tsx';
import { digestOf, image } from '../../testing/sample-data.ts';

freshPage();

const usedBy = (clusters: number): ScanFindings => ({ kind: 'scanned', counts: {}, inUse: { clusters } });

/** The table of 15 images, ten on a page, with or without the column. */
async function showImages(visible: boolean, findings: Answers['images.findings']) {
  const { tables } = settingsSchema.parse({});
  const asked: string[] = [];
  const images = { pageSize: 10, columns: [{ id: 'inUse', visible }] };
  const app = renderApp({
    ...bothSidesChosen({ tables: { ...tables, views: { images } } }),
    ...answerImages(() => Array.from({ length: 15 }, (_, index) => image(index + 1, { pushedAt: -index }))),
    'images.findings': (input) => {
      asked.push(input.digest);
      return findings(input);
    },
  });
  await openImages(app.user);
  await screen.findByRole('button', { name: 'Tag v1.1' });
  return { ...app, asked: () => asked };
}

const reading = () => screen.queryByText(/^Reading where images are in use/);
const firstPage = Array.from({ length: 10 }, (_, index) => digestOf(index + 1));

test('asks ECR nothing while the column is hidden', async () => {
  const { asked } = await showImages(false, () => usedBy(1));
  expect(reading()).toBeNull();
  expect(asked()).toEqual([]);
});

test('reads where the images of one page are in use, two at a time, and each image once', async () => {
  let calls = 0;
  let most = 0;
  const { user, asked } = await showImages(true, async ({ digest }) => {
    calls += 1;
    most = Math.max(most, calls);
    await Promise.resolve();
    calls -= 1;
    if (digest === digestOf(1)) return usedBy(1_204);
    return digest === digestOf(2) ? usedBy(0) : { kind: 'not-scanned' };
  });
  const table = within(screen.getByRole('treegrid', { name: 'Images' }));
  await table.findByText('1,204 clusters');
  await table.findByText('0 clusters');
  await waitFor(() => expect(asked()).toEqual(firstPage));
  expect(most).toBe(2);

  await user.click(screen.getByRole('button', { name: 'Next page' }));
  await waitFor(() => expect(asked()).toHaveLength(15));
  await user.click(screen.getByRole('button', { name: 'Previous page' }));
  await table.findByText('1,204 clusters');
  expect(asked()).toHaveLength(15);
});

test('says once that the use is denied, and asks for no further image', async () => {
  const { asked } = await showImages(true, () => ({ kind: 'hidden' }));
  await screen.findByText(/no permission for ecr:DescribeImageScanFindings/);
  expect(asked()).toEqual(firstPage.slice(0, 2));
  expect(reading()).toBeNull();
  screen.getByRole('button', { name: 'Tag v1.1' });
});

test('says once that the use cannot be read', async () => {
  const { asked } = await showImages(true, () => {
    throw new Refusal({ code: 'network', message: 'There is no route to ECR.' });
  });
  await screen.findByText(/There is no route to ECR/);
  expect(asked()).toEqual(firstPage.slice(0, 2));
});

test('stops when another page of the app is shown, and continues on return', async () => {
  const pending: (() => void)[] = [];
  const { user, asked } = await showImages(
    true,
    () => new Promise((resolve) => pending.push(() => resolve(usedBy(3)))),
  );
  await waitFor(() => expect(asked()).toHaveLength(2));
  await user.click(screen.getByRole('button', { name: 'History' }));
  await screen.findByRole('heading', { name: /^History/ });
  for (const answer of pending.splice(0)) answer();
  await user.click(screen.getByRole('button', { name: 'Transfers' }));
  await screen.findByRole('heading', { name: /^Transfers/ });
  expect(asked()).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Replicate' }));
  await waitFor(() => expect(asked()).toHaveLength(4));
  expect(screen.getAllByText('3 clusters')).toHaveLength(2);
});
