import type { ProfileListing } from '../../shared/models/profile.ts';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Refusal } from '../testing/fake-api.ts';
import {
  choose,
  chooseProfile,
  freshPage,
  openImages,
  renderApp,
  renderWithSides,
} from '../testing/render-app.tsx';
import { listing, repository, transfer } from '../testing/sample-data.ts';

freshPage();

test('without profiles the page lists the files it read; the demo starts and exits with one click', async () => {
  const none = {
    files: [{ path: '/home/sam/.aws/config', fileKind: 'config', state: 'missing' }],
    profiles: [],
    demo: false,
  } as const;
  const { user } = renderApp({ 'profiles.list': () => none, 'demo.stop': () => none });

  const files = await screen.findByRole('list', { name: 'AWS files' });
  expect(files.textContent).toContain('/home/sam/.aws/config');
  expect(files.textContent).toContain('Not found');
  await user.click(screen.getByRole('button', { name: 'Try the demo' }));
  expect(await screen.findByText('Demo')).toBeTruthy();
  await chooseProfile(user, 'Source profile', /^development/);
  expect(await screen.findByRole('link', { name: 'team/api' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Exit demo' }));
  expect(await screen.findByRole('heading', { name: 'No AWS profiles found' })).toBeTruthy();
});

test('an unusable profile is listed with its reason and cannot be selected', async () => {
  const { user } = renderApp();
  await user.click(await screen.findByRole('button', { name: /^Source profile/ }));
  const broken = await screen.findByRole('row', { name: /^broken/ });
  expect(broken.textContent).toContain('source_profile “base” does not exist.');
  expect(broken.getAttribute('aria-disabled')).toBe('true');
});

test('a profile without a region asks for a region before any call to AWS', async () => {
  const { user, calls } = renderApp();
  await chooseProfile(user, 'Source profile', /^no-region/);
  expect(await screen.findByText('This profile has no region. Choose one.')).toBeTruthy();
  expect(calls.some(([name]) => name === 'registries.identify' || name === 'repositories.list')).toBe(false);
  await choose(user, 'Source region', /xy-new-9/, 'xy-new-9');
  await screen.findByRole('link', { name: 'team/api' });
  expect(calls).toContainEqual(['repositories.list', { profile: 'no-region', region: 'xy-new-9' }]);
  expect(calls.findLast(([name]) => name === 'settings.change')).toEqual([
    'settings.change',
    { source: { profile: 'no-region', regions: { 'no-region': 'xy-new-9' } } },
  ]);
});

test('a response for a profile that is no longer selected is dropped', async () => {
  const late = Promise.withResolvers<ReturnType<typeof repository>[]>();
  const { user } = renderApp({
    'repositories.list': ({ profile }) =>
      profile === 'development' ? late.promise : [repository('of-production')],
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await chooseProfile(user, 'Source profile', /^production/);
  expect(await screen.findByRole('link', { name: 'of-production' })).toBeTruthy();
  late.resolve([repository('of-development')]);
  await chooseProfile(user, 'Destination profile', /^production/);
  expect(screen.queryByRole('link', { name: 'of-development' })).toBeNull();
  expect(screen.getByRole('link', { name: 'of-production' })).toBeTruthy();
});

test('menu commands focus the filter, refresh and switch views', async () => {
  const { user, emit, calls } = renderWithSides();
  await openImages(user);
  emit('menu.command', 'find');
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Filter images' }));
  // ECR is asked again when the list has to be of a later time.
  const listed = (): number =>
    new Set(
      calls.flatMap(([name, input]) =>
        name === 'images.query' && input instanceof Object && 'listedSince' in input
          ? [input.listedSince]
          : [],
      ),
    ).size;
  expect(listed()).toBe(1);
  emit('menu.command', 'refresh');
  await waitFor(() => expect(listed()).toBe(2));
  emit('menu.command', 'show-transfers');
  expect(await screen.findByText('No transfers')).toBeTruthy();
  emit('menu.command', 'new-replication');
  expect(
    within(await screen.findByRole('treegrid', { name: 'Images' })).getAllByRole('row').length,
  ).toBeGreaterThan(1);
});

test('refresh reads the profiles again; switching to the demo resets the page', async () => {
  let current: ProfileListing = { ...listing, profiles: listing.profiles.slice(0, 1) };
  const { user, emit } = renderWithSides({ 'profiles.list': () => current });
  await screen.findByRole('button', { name: /^Source profile/ });
  current = listing;
  emit('menu.command', 'refresh');
  await openImages(user);

  current = { ...listing, demo: true };
  emit('menu.command', 'refresh');
  expect(await screen.findByText('Demo')).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole('treegrid', { name: 'Images' })).toBeNull());
});

test('the demo cannot be started during a transfer', async () => {
  const { emit } = renderApp({ 'transfers.list': () => [transfer] });
  const button = await screen.findByRole('button', { name: 'Open demo' });
  await waitFor(() => expect(button).toHaveProperty('disabled', true));
  const state = { kind: 'done', finishedAt: 1 } as const;
  emit('transfers.updated', { status: { ...transfer, state }, images: [], layers: [] });
  await waitFor(() => expect(button).toHaveProperty('disabled', false));
});

test('a page that throws shows an error with a reload button instead of a blank window', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const broken: unknown = { ...listing, profiles: undefined };
  const { user } = renderApp({
    'profiles.list': () => Promise.resolve(JSON.parse(JSON.stringify(broken))),
  });
  expect(await screen.findByText('Something went wrong')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Reload window' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Save diagnostics…' }));
  expect(await screen.findByRole('dialog', { name: 'Save diagnostics' })).toBeTruthy();
  silent.mockRestore();
});

test('a failed profile listing shows the reason and a retry', async () => {
  let attempts = 0;
  const { user } = renderApp({
    'profiles.list': () => {
      attempts += 1;
      if (attempts > 1) return listing;
      throw new Refusal({ code: 'internal', message: 'The profiles could not be read.', detail: 'EACCES' });
    },
  });
  expect(await screen.findByText('The profiles could not be read.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByRole('button', { name: /^Source profile/ })).toBeTruthy();
});

test('a cleared selection of images is restored by Undo, while its repository is open', async () => {
  const { user } = renderWithSides();
  await openImages(user);
  const clear = async (): Promise<void> => {
    await user.click(await screen.findByRole('button', { name: 'Clear selection' }));
    expect(await screen.findByText('Selection of 1 image cleared.')).toBeTruthy();
  };
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  await clear();
  expect(screen.queryByRole('button', { name: 'Clear selection' })).toBeNull();
  await user.click(await screen.findByRole('button', { name: /^Undo/ }));
  await clear();
  await user.keyboard('{Control>}z{/Control}');
  await clear();
  await user.click(screen.getByRole('link', { name: /Repositories/ }));
  await waitFor(() => expect(screen.queryByRole('button', { name: /^Undo/ })).toBeNull());
});

test('images that were selected are selected again when another repository was opened and that is undone', async () => {
  const { user } = renderWithSides();
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  await user.click(screen.getByRole('link', { name: /Repositories/ }));
  await user.click(await screen.findByRole('link', { name: 'team/web' }));
  await user.click(
    await screen.findByRole('button', { name: 'Undo: Selection of 1 image of team/api cleared.' }),
  );
  expect(await screen.findByText('1 image, 1 tag of team/api')).toBeTruthy();
  const tag = await screen.findByRole('button', { name: 'Tag v1.1' });
  expect(tag.getAttribute('aria-pressed')).toBe('true');
});

test('a cleared selection of repositories is restored by Undo', async () => {
  const { user } = renderWithSides();
  await user.click(await screen.findByRole('checkbox', { name: /team\/api/ }));
  await user.click(await screen.findByRole('button', { name: 'Clear selection' }));
  await user.click(await screen.findByRole('button', { name: 'Undo: Selection of 1 repository cleared.' }));
  expect(await screen.findByRole('button', { name: 'Clear selection' })).toBeTruthy();
});
