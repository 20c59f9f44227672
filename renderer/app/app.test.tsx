import { defaultReplicationOptions } from '../../shared/models/plan.ts';
import type { ProfileListing } from '../../shared/models/profile.ts';
import { defaultSettingChoices } from '../../shared/models/repository-settings.ts';
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Refusal } from '../testing/fake-api.ts';
import {
  choose,
  chooseProfile,
  chooseSides,
  freshPage,
  openImages,
  openReview,
  renderApp,
  renderWithSides,
} from '../testing/render-app.tsx';
import { image, listing, plan, repository, transfer } from '../testing/sample-data.ts';

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

test('selects an image, reviews the plan, replicates it and shows the transfer', async () => {
  const { user, calls } = renderApp();
  await chooseSides(user);
  await openReview(user);
  const replicate = screen.getAllByRole('button', { name: 'Replicate' }).at(-1);
  await waitFor(() => expect(replicate).toHaveProperty('disabled', false));
  expect(calls.some(([name]) => name === 'transfers.start')).toBe(false);
  expect(calls.find(([name]) => name === 'plans.create')?.[1]).toEqual({
    source: { profile: 'development', region: 'eu-west-1', repositoryName: 'team/api' },
    destination: {
      profile: 'production',
      region: 'eu-central-1',
      repositoryName: 'team/api',
      createRepository: false,
      settings: defaultSettingChoices,
    },
    images: [{ digest: image(1).digest, sourceTags: ['v1.1'], destinationTags: ['v1.1'] }],
    options: defaultReplicationOptions,
  });
  const from = screen.getByRole('group', { name: 'From' }).textContent;
  expect(from).toContain('1111-2222-3333');
  expect(from).toContain('arn:aws:sts::111122223333:assumed-role/development/sam@example.com');
  expect(screen.getByRole('group', { name: 'To' }).textContent).toContain('4444-5555-6666');

  if (replicate) await user.click(replicate);
  expect(await screen.findByRole('heading', { name: 'Transfers' })).toBeTruthy();
  expect(calls).toContainEqual(['transfers.start', { planId: plan.id }]);
  expect(screen.getByRole('button', { name: /^Transfers\s*1\s*running/ })).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Replicate more' }));
  expect(screen.getByText('Nothing selected')).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Destination repository team\/api/ })).toBeTruthy();
});

test('editing tags creates a new plan; a blocker disables the button and leads to the field that fixes it', async () => {
  const blocker = {
    code: 'tag-immutable',
    message: 'Tag old is taken, and tags of team/api cannot be moved.',
    side: 'destination',
    retryable: false,
    action: 'change-tags',
  } as const;
  const { user, calls } = renderWithSides({
    'plans.create': (request) => ({
      ...plan,
      request,
      blockers: request.images.some(({ destinationTags }) => destinationTags.includes('old'))
        ? [blocker]
        : [],
    }),
  });
  await openReview(user);
  const field = screen.getByRole('textbox', { name: 'Add tag to v1.1' });
  await user.type(field, 'not/a/tag{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('A tag is up to 128');
  await user.clear(field);
  await user.type(field, 'old{Enter}');
  expect(await screen.findByText(blocker.message)).toBeTruthy();
  await waitFor(() => expect(screen.getByText('Resolve 1 blocker to continue.')).toBeTruthy());
  expect(screen.getAllByRole('button', { name: 'Replicate' }).at(-1)).toHaveProperty('disabled', true);

  await user.click(screen.getByRole('button', { name: 'Change tags' }));
  expect(document.activeElement).toBe(field);
  await user.click(screen.getByRole('button', { name: 'Remove tag old' }));
  await waitFor(() => expect(screen.queryByText(blocker.message)).toBeNull());
  const plans = calls.filter(([name]) => name === 'plans.create').length;
  await user.click(screen.getByRole('button', { name: 'Remove tag v1.1' }));
  expect(await screen.findByText('Untagged: can be pulled by its digest only.')).toBeTruthy();
  await waitFor(() => expect(calls.filter(([name]) => name === 'plans.create').length).toBe(plans + 1));
  expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
    images: [{ sourceTags: ['v1.1'], destinationTags: [] }],
  });
});

test('images that cannot be copied are listed with an action, and the others can be replicated', async () => {
  const blocker = {
    code: 'image-incomplete',
    message: 'The index names manifests that the source does not contain.',
    side: 'source',
    retryable: false,
    action: 'leave-out-missing',
  } as const;
  const { user, calls } = renderWithSides({
    'plans.create': (request) => {
      const [first] = plan.images;
      if (!first) throw new Error('no image');
      const other = { ...first, digest: `sha256:${'9'.repeat(64)}`, sourceTags: ['sparse'] };
      return {
        ...plan,
        request,
        images:
          request.options.missingManifests === 'leave-out'
            ? [first, other]
            : [first, { ...other, blockers: [blocker] }],
      };
    },
  });
  await openReview(user);
  expect(await screen.findByText('1 of 2 images cannot be copied')).toBeTruthy();
  expect(screen.getByText('sparse').closest('li')?.textContent).toContain(blocker.message);
  expect(screen.getByText('1 other image is copied.')).toBeTruthy();
  await waitFor(() =>
    expect(screen.getAllByRole('button', { name: 'Replicate' }).at(-1)).toHaveProperty('disabled', false),
  );

  await user.click(screen.getByRole('button', { name: 'Leave out missing manifests' }));
  await waitFor(() => expect(screen.queryByText('1 of 2 images cannot be copied')).toBeNull());
  expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
    options: { missingManifests: 'leave-out' },
  });
});

test('archived images are restored from the review, and the plan is created again', async () => {
  let isArchived = true;
  const { user, calls } = renderWithSides({
    'plans.create': (request) => ({
      ...plan,
      request,
      images: plan.images.map((each) => ({
        ...each,
        blockers: isArchived
          ? [{ code: 'image-unavailable', message: 'It is archived at the source.', retryable: false }]
          : [],
        archived: isArchived ? [each.digest] : [],
      })),
    }),
    'plans.restoreArchived': () => {
      isArchived = false;
      return null;
    },
  });
  await openReview(user);
  await user.click(await screen.findByRole('button', { name: /^Restore \d+ archived image/ }));
  await waitFor(() => expect(screen.queryByText(/cannot be copied/)).toBeNull());
  expect(calls).toContainEqual(['plans.restoreArchived', { planId: plan.id }]);
});

test('a plan that fails shows the reason and can be retried; going back keeps the selection', async () => {
  let attempts = 0;
  const { user } = renderWithSides({
    'plans.create': (request) => {
      attempts += 1;
      if (attempts > 1) return { ...plan, request };
      throw new Refusal({ code: 'network', message: 'The destination does not answer.', action: 'retry' });
    },
  });
  await openReview(user);
  expect(await screen.findByText('The destination does not answer.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByRole('group', { name: 'To' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(screen.getByText('1 image, 1 tag of team/api')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Tag v1.1' }).getAttribute('aria-pressed')).toBe('true');
});

test('a new repository is requested by name, and its settings are shown before the review', async () => {
  const { user, calls } = renderWithSides();
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  await choose(user, 'Destination repository', /Create\s*team\/copy/, 'team/copy');
  expect(
    await screen.findByText(
      /Will be created with the settings of the source: tags mutable, encryption AES-256/,
    ),
  ).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Review' }));
  await waitFor(() =>
    expect(calls.find(([name]) => name === 'plans.create')?.[1]).toMatchObject({
      destination: { repositoryName: 'team/copy', createRepository: true },
    }),
  );
});

test('menu commands focus the filter, refresh and switch views', async () => {
  const { user, emit, calls } = renderWithSides();
  await openImages(user);
  emit('menu.command', 'find');
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Filter images' }));
  const listed = (): number => calls.filter(([name]) => name === 'images.list').length;
  expect(listed()).toBe(1);
  emit('menu.command', 'refresh');
  await waitFor(() => expect(listed()).toBe(2));
  emit('menu.command', 'show-transfers');
  expect(await screen.findByText('No transfers yet')).toBeTruthy();
  emit('menu.command', 'new-replication');
  expect(
    within(await screen.findByRole('table', { name: 'Images' })).getAllByRole('row').length,
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
  await waitFor(() => expect(screen.queryByRole('table', { name: 'Images' })).toBeNull());
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
  renderApp({ 'profiles.list': () => Promise.resolve(JSON.parse(JSON.stringify(broken))) });
  expect(await screen.findByText('Something went wrong')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Reload window' })).toBeTruthy();
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
