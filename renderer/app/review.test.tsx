import { defaultReplicationOptions } from '../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../shared/models/repository-settings.ts';
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Refusal } from '../testing/fake-api.ts';
import {
  choose,
  chooseSides,
  freshPage,
  openImages,
  openReview,
  renderApp,
  renderWithSides,
} from '../testing/render-app.tsx';
import { image, plan } from '../testing/sample-data.ts';

freshPage();

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
  expect(screen.getByRole('group', { name: 'Destination' }).textContent).toContain('team/api');
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

test('images that cannot be copied are counted with an action, their row has the reason, and the others can be replicated', async () => {
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
      const copied = { ...first, digest: `sha256:${'9'.repeat(64)}` };
      return {
        ...plan,
        request,
        images:
          request.options.missingManifests === 'leave-out'
            ? [first, copied]
            : [{ ...first, blockers: [blocker] }, copied],
      };
    },
  });
  await openReview(user);
  expect(await screen.findByText('1 of 2 images cannot be copied')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Show reasons' }));
  expect(screen.getByRole('button', { name: 'Cannot be copied (1)' }).getAttribute('aria-pressed')).toBe(
    'true',
  );
  expect(screen.getByRole('row', { name: /v1\.1/ }).textContent).toContain(blocker.message);
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
    expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
      destination: { repositoryName: 'team/copy', createRepository: true },
    }),
  );
});
