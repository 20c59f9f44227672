import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import {
  bothSidesChosen,
  chooseProfile,
  freshPage,
  openImages,
  renderApp,
  renderWithSides,
  imageRows,
} from '../../testing/render-app.tsx';
import { answerImages } from '../../testing/answer-images.ts';
import { Refusal } from '../../testing/fake-api.ts';
import { image } from '../../testing/sample-data.ts';

freshPage();

test('renders one page of 10,000 images and filters by tag or digest', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => image(index));
  const { user } = renderWithSides({ ...answerImages(() => many) });
  await openImages(user);
  await screen.findByRole('heading', { name: /\(10,000\)/ });
  expect(imageRows()).toHaveLength(25);
  const filter = screen.getByRole('combobox', { name: 'Filter images' });
  await user.type(filter, 'v1.9876');
  await waitFor(() => expect(imageRows()).toHaveLength(1));
  expect(screen.getAllByText('1 match')[0]).toBeTruthy();
  await user.clear(filter);
  await user.click(filter);
  await user.paste(image(4321).digest.slice(0, 30));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Tag v1.4321' })).toBeTruthy());
  await user.clear(filter);
  await user.click(filter);
  await user.paste('no such tag');
  await user.click(await screen.findByRole('button', { name: 'Clear filter' }));
  await waitFor(() => expect(imageRows()).toHaveLength(25));
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
  await waitFor(() => expect(imageRows()).toHaveLength(10));
  expect(calls.findLast(([name]) => name === 'settings.change')?.[1]).toMatchObject({
    tables: { views: { images: { pageSize: 50 } } },
  });
  expect(screen.getByText('2 images, 2 tags of team/api')).toBeTruthy();
});

test('requests the platforms of the visible indexes once, in one request', async () => {
  const indexes = Array.from({ length: 30 }, (_, index) =>
    image(index, { kind: index % 2 === 0 ? 'index' : 'image' }),
  );
  const { user, calls } = renderWithSides({ ...answerImages(() => indexes) });
  await openImages(user);
  expect((await screen.findAllByText('linux/amd64, linux/arm64')).length).toBe(13);
  const asked = calls.filter(([name]) => name === 'images.platforms');
  expect(asked).toHaveLength(1);
  expect(asked[0]?.[1]).toMatchObject({ repositoryName: 'team/api' });
});

test('long tag lists are collapsed to one line, archived images are labeled, and a single tag can be selected', async () => {
  const tags = ['release-a', 'release-b', 'release-c', 'release-d'];
  const { user } = renderWithSides(
    answerImages(() => [
      image(1, { tags }),
      image(3, { status: 'ARCHIVED' }),
      image(4, { status: 'ACTIVATING' }),
    ]),
  );
  await openImages(user);
  await screen.findByRole('button', { name: 'Tag release-a' });
  expect(screen.queryByRole('button', { name: 'Tag release-d' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Show 2 more tags' }));
  await user.click(screen.getByRole('button', { name: 'Tag release-d' }));
  expect(screen.getByText('1 image, 1 tag of team/api')).toBeTruthy();
  expect(screen.getByRole('checkbox', { name: 'Select release-a' })).toHaveProperty('checked', true);
  expect(screen.getByText('Archived: restore it before replicating')).toBeTruthy();
  expect(screen.getByRole('checkbox', { name: 'Select v1.3' })).toHaveProperty('disabled', false);
  expect(screen.getByRole('checkbox', { name: 'Select v1.4' })).toHaveProperty('disabled', true);
});

test('an index opens to its platforms and attachments, which are copied with it', async () => {
  const index = image(1, { kind: 'index', tags: ['2.12.0'] });
  const linux = { os: 'linux', architecture: 'arm64' };
  const { user, calls } = renderWithSides({
    ...answerImages(() => [index, image(2)]),
    'images.children': () => ({
      children: [
        {
          kind: 'platform',
          digest: image(5).digest,
          platform: linux,
          sizeInBytes: 30_000_000,
          isStored: true,
        },
        {
          kind: 'attached',
          digest: image(6).digest,
          artifactType: 'application/spdx+json',
          attachedBy: { kind: 'subject' },
          isStored: true,
        },
      ],
      error: { code: 'access-denied', message: 'Not allowed to read more.', retryable: false },
    }),
  });
  await openImages(user);
  expect(screen.queryByRole('button', { name: 'Show what belongs to v1.2' })).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Show what belongs to 2.12.0' }));
  const platform = (await screen.findByText('linux/arm64', { selector: 'span' })).closest('tr');
  expect(platform?.textContent).toContain('30.0 MB');
  expect(screen.getByText('SBOM (SPDX)')).toBeTruthy();
  expect(screen.getByText('Not allowed to read more.')).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'Select all images on this page' }));
  expect(screen.getByText('2 images, 2 tags of team/api')).toBeTruthy();
  expect(calls.filter(([name]) => name === 'images.children')).toHaveLength(1);
});

test('all matching images can be selected, as many as a replication accepts', async () => {
  const { user } = renderWithSides(answerImages(() => Array.from({ length: 1_001 }, (_, at) => image(at))));
  await openImages(user);
  await screen.findByRole('button', { name: 'Tag v1.0' });
  await user.click(screen.getByRole('checkbox', { name: 'Select all images on this page' }));
  expect(screen.getByText(/A replication has at most 1,000 images/)).toBeTruthy();
  await user.click(screen.getByRole('combobox', { name: 'Filter images' }));
  await user.paste('v1.1');
  await screen.findByRole('button', { name: 'Tag v1.100' });
  await user.click(screen.getByRole('checkbox', { name: 'Select all images on this page' }));
  await user.click(await screen.findByRole('button', { name: 'Select all 112' }));
  // Those of the first page stay selected.
  expect(await screen.findByText(/^12\d images, 12\d tags of team\/api/)).toBeTruthy();
});

/** The header has a second button, which resizes the column. */
async function sortBySize(
  user: ReturnType<typeof renderWithSides>['user'],
  order: 'ascending' | 'descending',
): Promise<void> {
  const header = within(screen.getByRole('treegrid', { name: 'Images' })).getByRole('columnheader', {
    name: 'Size',
  });
  const [sort] = within(header).getAllByRole('button');
  if (sort) await user.click(sort);
  await waitFor(() => expect(header.getAttribute('aria-sort')).toBe(order));
}

test('sorts images by a column', async () => {
  const { user } = renderWithSides();
  await openImages(user);
  await screen.findByRole('button', { name: 'Tag v1.0' });
  await sortBySize(user, 'ascending');
  await waitFor(() => expect(imageRows()[0]?.textContent).toContain('v1.0'));
  await sortBySize(user, 'descending');
  await waitFor(() => expect(imageRows()[0]?.textContent).toContain('v1.59'));
});

test('a failed listing shows the reason and a retry; an empty list shows an empty state', async () => {
  let attempts = 0;
  const { user } = renderApp({
    ...answerImages(() => {
      attempts += 1;
      if (attempts > 1) return [];
      throw new Refusal({
        code: 'throttled',
        message: 'ECR asks to slow down.',
        side: 'source',
        retryable: true,
      });
    }),
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  expect(await screen.findByText('ECR asks to slow down.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('No images')).toBeTruthy();
});

test('a list that loses the network between its pages says where, and is listed again', async () => {
  const answers = answerImages(() => [image(1)]);
  let requests = 0;
  const { user } = renderWithSides({
    ...answers,
    'images.query': (query) => {
      requests += 1;
      const page = answers['images.query'](query);
      if (requests === 1) return { ...page, isComplete: false };
      if (requests > 2) return page;
      const message = 'ECR in eu-west-1 cannot be reached. Check the network connection.';
      throw new Refusal({ code: 'network', side: 'source', message, retryable: true });
    },
  });
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  expect(await screen.findByText(/^ECR in eu-west-1 cannot be reached/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByRole('button', { name: 'Tag v1.1' })).toBeTruthy();
  expect(screen.queryByText(/Loading images/)).toBeNull();
});

test('the filter of a repository survives a restart', async () => {
  const answers = { ...bothSidesChosen(), ...answerImages(() => [image(1), image(2)]) };
  const first = renderApp(answers);
  await openImages(first.user);
  const field = screen.getByRole('combobox', { name: 'Filter images' });
  await first.user.type(field, 'v1.2');
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
  await waitFor(() =>
    expect(JSON.stringify(first.calls.filter(([name]) => name === 'settings.change'))).toContain('v1.2'),
  );
  cleanup();
  const { user } = renderApp(answers);
  await openImages(user);
  expect(await screen.findByRole('button', { name: 'Tag v1.2' })).toBeTruthy();
  expect(imageRows()).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Clear filter' }));
  await waitFor(() => expect(imageRows()).toHaveLength(2));
});
