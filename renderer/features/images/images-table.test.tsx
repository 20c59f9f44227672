import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import {
  chooseProfile,
  freshPage,
  openImages,
  renderApp,
  renderWithSides,
} from '../../testing/render-app.tsx';
import { Refusal } from '../../testing/fake-api.ts';
import { image } from '../../testing/sample-data.ts';

freshPage();

const rows = (): HTMLElement[] =>
  within(screen.getByRole('table', { name: 'Images' }))
    .getAllByRole('row')
    .slice(1);

test('renders one page of 10,000 images and filters by tag or digest', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => image(index));
  const { user } = renderWithSides({ 'images.list': () => many });
  await openImages(user);
  await screen.findByRole('heading', { name: /\(10,000\)/ });
  expect(rows()).toHaveLength(25);
  const filter = screen.getByRole('searchbox', { name: 'Filter images' });
  await user.type(filter, 'v1.9876');
  await waitFor(() => expect(rows()).toHaveLength(1));
  expect(screen.getAllByText('1 match')[0]).toBeTruthy();
  await user.clear(filter);
  await user.click(filter);
  await user.paste(image(4321).digest.slice(0, 30));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Tag v1.4321' })).toBeTruthy());
  await user.clear(filter);
  await user.click(filter);
  await user.paste('no such tag');
  await user.click(await screen.findByRole('button', { name: 'Clear filter' }));
  await waitFor(() => expect(rows()).toHaveLength(25));
});

test('changes pages, saves the page size, and keeps the selection of other pages', async () => {
  const { user, calls } = renderWithSides();
  await openImages(user);
  await user.click(await screen.findByRole('checkbox', { name: 'Select v1.0' }));
  await user.click(screen.getByRole('button', { name: 'Next page' }));
  await user.click(await screen.findByRole('checkbox', { name: 'Select v1.25' }));
  expect(screen.getByText('2 images, 2 tags of team/api')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Images preferences' }));
  await user.click(await screen.findByRole('radio', { name: '50 per page' }));
  await user.click(screen.getByRole('button', { name: 'Confirm' }));
  await waitFor(() => expect(rows()).toHaveLength(10));
  expect(calls.findLast(([name]) => name === 'settings.change')?.[1]).toMatchObject({
    tables: { views: { images: { pageSize: 50 } } },
  });
  expect(screen.getByText('2 images, 2 tags of team/api')).toBeTruthy();
});

test('requests the platforms of the visible indexes once, in one request', async () => {
  const indexes = Array.from({ length: 30 }, (_, index) =>
    image(index, { kind: index % 2 === 0 ? 'index' : 'image' }),
  );
  const { user, calls } = renderWithSides({ 'images.list': () => indexes });
  await openImages(user);
  expect((await screen.findAllByText('linux/amd64, linux/arm64')).length).toBe(13);
  const asked = calls.filter(([name]) => name === 'images.platforms');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.[1]).toMatchObject({ repositoryName: 'team/api' });
});

test('long tag lists are collapsed, untagged and archived images are labeled, and a single tag can be selected', async () => {
  const tags = ['a', 'b', 'c', 'd', 'e', 'f'];
  const { user } = renderWithSides({
    'images.list': () => [
      image(1, { tags }),
      image(2, { tags: [] }),
      image(3, { status: 'ARCHIVED' }),
      image(4, { status: 'ACTIVATING' }),
    ],
  });
  await openImages(user);
  expect(await screen.findByText('Untagged')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Tag f' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show 2 more tags' }));
  await user.click(screen.getByRole('button', { name: 'Tag f' }));
  expect(screen.getByText('1 image, 1 tag of team/api')).toBeTruthy();
  expect(screen.getByRole('checkbox', { name: 'Select a' })).toHaveProperty('checked', true);
  expect(screen.getByText('Archived: restore it before replicating')).toBeTruthy();
  expect(screen.getByRole('checkbox', { name: 'Select v1.3' })).toHaveProperty('disabled', false);
  expect(screen.getByRole('checkbox', { name: 'Select v1.4' })).toHaveProperty('disabled', true);
});

/** The header has a second button, which resizes the column. */
async function sortBySize(user: ReturnType<typeof renderWithSides>['user']): Promise<void> {
  const header = within(screen.getByRole('table', { name: 'Images' })).getByRole('columnheader', {
    name: 'Size',
  });
  const [sort] = within(header).getAllByRole('button');
  if (sort) await user.click(sort);
}

test('sorts images by a column', async () => {
  const { user } = renderWithSides();
  await openImages(user);
  await screen.findByRole('button', { name: 'Tag v1.0' });
  await sortBySize(user);
  await waitFor(() => expect(rows()[0]?.textContent).toContain('v1.0'));
  await sortBySize(user);
  await waitFor(() => expect(rows()[0]?.textContent).toContain('v1.59'));
});

test('a failed listing shows the reason and a retry; an empty list shows an empty state', async () => {
  let attempts = 0;
  const { user } = renderApp({
    'images.list': () => {
      attempts += 1;
      if (attempts > 1) return [];
      throw new Refusal({
        code: 'throttled',
        message: 'ECR asks to slow down.',
        side: 'source',
        retryable: true,
      });
    },
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  expect(await screen.findByText('ECR asks to slow down.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('No images')).toBeTruthy();
});
