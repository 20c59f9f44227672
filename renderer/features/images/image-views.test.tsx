import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { KnownMembers } from '../../../shared/images/relate-image.ts';
import { answerImages } from '../../testing/answer-images.ts';
import {
  bothSidesChosen,
  freshPage,
  openImages,
  renderApp,
  renderWithSides,
} from '../../testing/render-app.tsx';
import { image } from '../../testing/sample-data.ts';

freshPage();

const [index, tagged, part, attached] = [
  image(1, { kind: 'index', tags: ['2.12.0'] }),
  image(2),
  image(3, { tags: [] }),
  image(4, { tags: [], subjectDigest: image(1).digest }),
] as const;
const images = [index, tagged, part, attached, image(5, { tags: [] })];

const read: KnownMembers = {
  state: { kind: 'read', unreadable: 0 },
  indexesOf: new Map([[part.digest, [index.digest]]]),
  platformsOf: new Map(),
};

const views = (): (string | null)[] =>
  within(screen.getByRole('toolbar', { name: 'Images to list' }))
    .getAllByRole('button')
    .map(({ textContent }) => textContent);

test('the views have the numbers of tagged, untagged and all images that match', async () => {
  const { user } = renderWithSides(answerImages(() => images));
  await openImages(user);
  await screen.findByRole('button', { name: 'Tag 2.12.0' });
  expect(views()).toEqual(['Tagged (2)', 'Untagged (3)', 'All (5)']);
  expect(screen.getByRole('button', { name: 'Tagged (2)' }).getAttribute('aria-pressed')).toBe('true');
  await user.click(screen.getByRole('combobox', { name: 'Filter images' }));
  await user.paste(attached.digest);
  await waitFor(() => expect(views()).toEqual(['Tagged (0)', 'Untagged (1)', 'All (1)']));
});

test('the untagged images to list are chosen once all indexes are read', async () => {
  let members: KnownMembers = {
    state: { kind: 'reading', read: 0, indexes: 1 },
    indexesOf: new Map(),
    platformsOf: new Map(),
  };
  const { user } = renderWithSides(
    answerImages(
      () => images,
      () => members,
    ),
  );
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: 'Untagged (3)' }));
  const role = await screen.findByRole('button', { name: /^Untagged images to list/ });
  await screen.findByText(/^Reading which manifests belong to an index/);
  expect(role).toHaveProperty('disabled', true);
  members = read;
  await waitFor(() => expect(role).toHaveProperty('disabled', false));
  await user.click(role);
  for (const name of ['Parts of an index (1)', 'Attached to an image (1)', 'Orphans (1)'])
    expect(await screen.findByRole('option', { name })).toBeTruthy();
});

const size = () =>
  within(screen.getByRole('treegrid', { name: 'Images' })).getByRole('columnheader', { name: 'Size' });

test('the sorting of images survives a restart', async () => {
  const answers = { ...bothSidesChosen(), ...answerImages(() => images) };
  const first = renderApp(answers);
  await openImages(first.user);
  await screen.findByRole('button', { name: 'Tag 2.12.0' });
  expect(size().getAttribute('aria-sort')).toBe('none');
  // The header has a second button, which resizes the column.
  const [sort] = within(size()).getAllByRole('button');
  if (sort) await first.user.click(sort);
  await waitFor(() => expect(size().getAttribute('aria-sort')).toBe('ascending'));
  await waitFor(() =>
    expect(first.calls.findLast(([name]) => name === 'settings.change')?.[1]).toMatchObject({
      tables: { views: { images: { sortedBy: { column: 'sizeInBytes', descending: false } } } },
    }),
  );
  cleanup();
  const { user, calls } = renderApp(answers);
  await openImages(user);
  await screen.findByRole('button', { name: 'Tag 2.12.0' });
  expect(size().getAttribute('aria-sort')).toBe('ascending');
  expect(calls.find(([name]) => name === 'images.query')?.[1]).toMatchObject({
    sort: { column: 'sizeInBytes', descending: false },
  });
});
