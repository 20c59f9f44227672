import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { KnownMembers } from '../../../shared/images/relate-image.ts';
import { tablesSchema } from '../../../shared/models/table-view.ts';
import { answerImages } from '../../testing/answer-images.ts';
import {
  bothSidesChosen,
  choose,
  freshPage,
  openImages,
  renderApp,
  renderWithSides,
  imageRows,
} from '../../testing/render-app.tsx';
import { image } from '../../testing/sample-data.ts';

// What is known of images only once their indexes are read.

freshPage();

test('tagged images are listed first; an untagged manifest says what it belongs to', async () => {
  const [index, part, orphan, sbom] = [
    image(1, { kind: 'index', tags: ['2.12.0'] }),
    image(2, { tags: [] }),
    image(3, { tags: [] }),
    image(4, { tags: [], subjectDigest: image(1).digest }),
  ] as const;
  let members: KnownMembers = {
    state: { kind: 'reading', read: 0, indexes: 1 },
    indexesOf: new Map(),
    platformsOf: new Map(),
  };
  const { user, calls } = renderWithSides(
    answerImages(
      () => [index, part, orphan, sbom],
      () => members,
    ),
  );
  await openImages(user);
  await screen.findByRole('button', { name: 'Tag 2.12.0' });
  expect(imageRows()).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Untagged (3)' }));
  expect(await screen.findByText('Attached to 2.12.0')).toBeTruthy();
  expect(screen.getByText(/Reading which manifests belong to an index: 0 of 1 index/)).toBeTruthy();
  expect(screen.getAllByText('Untagged')).toHaveLength(2);
  members = {
    state: { kind: 'read', unreadable: 0 },
    indexesOf: new Map([[part.digest, [index.digest]]]),
    platformsOf: new Map(),
  };
  expect(await screen.findByText('Part of 2.12.0')).toBeTruthy();
  expect(screen.getByText('Untagged, not part of an index')).toBeTruthy();
  await choose(user, 'Untagged images to list', /^Orphans \(1\)/);
  await waitFor(() => expect(imageRows()).toHaveLength(1));
  const saved = { views: { images: { shown: 'untagged', choices: { untagged: 'orphan' } } } };
  expect(calls.findLast(([name]) => name === 'settings.change')?.[1]).toMatchObject({ tables: saved });

  cleanup();
  const again = renderApp({
    ...bothSidesChosen({ tables: tablesSchema.parse(saved) }),
    ...answerImages(
      () => [index, part, orphan, sbom],
      () => members,
    ),
  });
  await openImages(again.user);
  expect(await screen.findByText('Untagged, not part of an index')).toBeTruthy();
  expect(imageRows()).toHaveLength(1);
});

test('a condition on the platform compares indexes, and counts the images whose platform is not known', async () => {
  const index = image(1, { kind: 'index', tags: ['2.12.0'] });
  const platforms = [{ os: 'linux', architecture: 'arm64', variant: 'v8' }];
  let members: KnownMembers = {
    state: { kind: 'reading', read: 0, indexes: 1 },
    indexesOf: new Map(),
    platformsOf: new Map(),
  };
  const { user } = renderWithSides(
    answerImages(
      () => [index, image(2), image(3, { kind: 'helm-chart' })],
      () => members,
    ),
  );
  await openImages(user);
  const field = screen.getByRole('combobox', { name: 'Filter images' });
  await user.type(field, 'Platform = linux/arm64');
  // The key code, which happy-dom lacks.
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
  expect(await screen.findByText('Reading platforms: 0 of 1 index')).toBeTruthy();
  members = {
    state: { kind: 'read', unreadable: 0 },
    indexesOf: new Map(),
    platformsOf: new Map([[index.digest, platforms]]),
  };
  expect(await screen.findByText(/^1 image not listed: the platform is not known/)).toBeTruthy();
  expect(imageRows()).toHaveLength(1);
  expect(screen.getByRole('button', { name: 'Tag 2.12.0' })).toBeTruthy();
});
