import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { ImageSearchUpdate } from '../../../../shared/models/image-search.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { bothSidesChosen, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { digestOf } from '../../../testing/sample-data.ts';
import { imageSearch } from '../../../testing/sample-workspace.ts';
import { describeSearch, findEntries, foundEntry, readReference } from './find-entries.ts';

freshPage();

// happy-dom does not implement modal dialogs.
function showModal(this: HTMLDialogElement): void {
  this.open = true;
}

function close(this: HTMLDialogElement): void {
  this.open = false;
}

beforeEach(() => Object.assign(HTMLDialogElement.prototype, { showModal, close }));

const update = (
  more: Partial<ImageSearchUpdate['progress']>,
  ...names: readonly string[]
): ImageSearchUpdate => ({
  id: imageSearch.id,
  progress: { state: 'searching', repositories: 640, searched: 0, denied: 0, failed: 0, more: 0, ...more },
  found: names.map((repositoryName, index) => ({
    repositoryName,
    reference: '1.5.0',
    digest: digestOf(index),
    pushedAt: 0,
  })),
});

test('finds a tag in all repositories, shows results as they come, stops, and opens one', async () => {
  const { user, calls, emit } = renderApp(bothSidesChosen());
  await screen.findByRole('link', { name: 'team/api' });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: /^Find a command/ }), '1.5.0');
  expect(
    screen.getByRole('option', { name: /^Find 1\.5\.0 in all repositories of production · eu-central-1/ }),
  ).toBeTruthy();
  await user.click(
    screen.getByRole('option', { name: /^Find 1\.5\.0 in all repositories of development · eu-west-1/ }),
  );
  await waitFor(() =>
    expect(calls.find(([name]) => name === 'searches.create')?.[1]).toEqual({
      match: 'whole',
      registry: { profile: 'development', region: 'eu-west-1' },
      reference: '1.5.0',
    }),
  );
  const palette = within(screen.getByRole('dialog', { name: 'Command palette' }));
  act(() => emit('searches.updated', update({ searched: 120 }, 'tools/runner')));
  expect(await palette.findByText('120 of 640 repositories, 1 found')).toBeTruthy();
  act(() => emit('searches.updated', update({ searched: 300, denied: 2 }, 'team/web')));
  expect(await palette.findByText('300 of 640 repositories, 2 found, 2 denied')).toBeTruthy();
  await user.click(palette.getByRole('button', { name: 'Stop' }));
  expect(calls).toContainEqual(['searches.cancel', { searchId: imageSearch.id }]);
  act(() => emit('searches.updated', update({ state: 'cancelled', searched: 300, denied: 2 })));
  expect(await palette.findAllByText('Stopped: 300 of 640 repositories, 2 found, 2 denied.')).toBeTruthy();

  await user.click(palette.getByRole('option', { name: /^Open team\/web:1\.5\.0/ }));
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'images.query')?.[1]).toMatchObject({
      profile: 'development',
      repositoryName: 'team/web',
    }),
  );
});

test('finds a part of tags in all repositories, and opens a found tag', async () => {
  const { user, calls, emit } = renderApp(bothSidesChosen());
  await screen.findByRole('link', { name: 'team/api' });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: /^Find a command/ }), '-rc.');
  await user.click(
    screen.getByRole('option', { name: /^Find what contains -rc\. in all repositories of development/ }),
  );
  await waitFor(() =>
    expect(calls.find(([name]) => name === 'searches.create')?.[1]).toMatchObject({
      match: 'part',
      reference: '-rc.',
    }),
  );
  const found = ['9-rc.1', '9-rc.2'].map((reference, index) => ({
    repositoryName: 'team/web',
    reference,
    digest: digestOf(index),
    pushedAt: 0,
  }));
  act(() => emit('searches.updated', { ...update({ searched: 1 }), found }));
  expect(await screen.findByRole('option', { name: /^Open team\/web:9-rc\.1/ })).toBeTruthy();
  await user.click(screen.getByRole('option', { name: /^Open team\/web:9-rc\.2/ }));
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'images.query')?.[1]).toMatchObject({
      repositoryName: 'team/web',
    }),
  );
});

test('a search that still runs is canceled when the palette closes or its text changes', async () => {
  const { user, calls } = renderApp(bothSidesChosen());
  await screen.findByRole('link', { name: 'team/api' });
  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: /^Find a command/ });
  await user.type(field, 'v9-rc.1{Enter}');
  await screen.findByRole('button', { name: 'Stop' });
  await user.type(field, '0');
  await waitFor(() => expect(calls.filter(([name]) => name === 'searches.cancel')).toHaveLength(1));
  expect(
    screen.getByRole('option', { name: /^Find v9-rc\.10 in all repositories of development/ }),
  ).toBeTruthy();
});

test('a search that loses the network says where, and can be retried', async () => {
  const message = 'ECR in eu-west-1 cannot be reached. Check the network connection.';
  let attempts = 0;
  const { user, calls, emit } = renderApp({
    ...bothSidesChosen(),
    'searches.create': (request) => {
      attempts += 1;
      if (attempts === 1) throw new Refusal({ code: 'network', side: 'source', message });
      return { ...imageSearch, request };
    },
  });
  await screen.findByRole('link', { name: 'team/api' });
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: /^Find a command/ }), '1.5.0{Enter}');
  const palette = within(screen.getByRole('dialog', { name: 'Command palette' }));
  expect((await palette.findAllByText(message))[0]).toBeTruthy();
  await user.click(palette.getByRole('button', { name: 'Retry' }));
  await palette.findByRole('button', { name: 'Stop' });
  const error = { code: 'network', message, retryable: true } as const;
  act(() => emit('searches.updated', update({ state: 'done', searched: 640, failed: 3, error }, 'team/web')));
  expect(
    (await palette.findAllByText(`Done: 640 of 640 repositories, 1 found, 3 failed. ${message}`))[0],
  ).toBeTruthy();
  await user.click(palette.getByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(calls.filter(([name]) => name === 'searches.create')).toHaveLength(3));
});

test.each([
  ['1.5.0', '1.5.0'],
  [`sha256:${'a'.repeat(64)}`, `sha256:${'a'.repeat(64)}`],
  ['a'.repeat(64), `sha256:${'a'.repeat(64)}`],
  ['sha256:abc', undefined],
  ['two words', undefined],
  ['', undefined],
])('the text “%s” is the reference %s', (text, expected) => expect(readReference(text)).toBe(expected));

test('a finished search says what it could not read', () => {
  const error = { code: 'access-denied', message: 'Not allowed.', retryable: false } as const;
  expect(
    describeSearch({ ...imageSearch, state: 'done', repositories: 5, searched: 5, denied: 5, error }),
  ).toBe('Done: 5 of 5 repositories, 0 found, 5 denied. Not allowed.');
  expect(describeSearch({ ...imageSearch, state: 'failed', error })).toBe('Not allowed.');
});

test('a registry that both sides have is offered once', () => {
  const registry = { profile: 'development', region: 'eu-west-1' };
  const hintsOf = (destination: typeof registry): unknown =>
    findEntries('1.5.0', { source: registry, destination }).map(({ hint }) => hint);
  expect(hintsOf(registry)).toEqual(['Source and destination', 'Source and destination']);
  expect(hintsOf({ ...registry, region: 'us-east-1' })).toEqual([
    'Source',
    'Destination',
    'Source',
    'Destination',
  ]);
});

test('a found image of the destination says that it opens as the source', () => {
  const registry = { profile: 'production', region: 'eu-central-1' };
  const image = { repositoryName: 'team/web', reference: '1.5.0', digest: digestOf(1), pushedAt: 0 };
  const hintOf = (side: 'source' | 'destination'): string =>
    foundEntry({ side, registry, match: 'whole', reference: '1.5.0' }, image).hint;
  expect(hintOf('source')).toMatch(/ · Source$/);
  expect(hintOf('destination')).toMatch(/ · Destination, opens as the source$/);
});
