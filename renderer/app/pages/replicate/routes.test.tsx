import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Plan } from '../../../../shared/models/plan.ts';
import type { Route } from '../../../../shared/models/route.ts';
import { settingsSchema } from '../../../../shared/models/settings.ts';
import type { Answers } from '../../../testing/fake-api.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { answerImages } from '../../../testing/answer-images.ts';
import { bothSidesChosen, freshPage, openImages, renderApp } from '../../../testing/render-app.tsx';
import { identity, image, listing, plan, profile } from '../../../testing/sample-data.ts';

freshPage();

const route: Route = {
  source: {
    profile: 'production',
    region: 'eu-west-3',
    repositoryName: 'team/web',
    accountId: '444455556666',
  },
  destination: {
    profile: 'development',
    region: 'us-east-1',
    repositoryName: 'mirror/web',
    accountId: '111122223333',
  },
  isDemo: false,
  isPinned: false,
};
const name = 'production · eu-west-3 · team/web → development · us-east-1 · mirror/web';

/** A plan that only creates a tag. */
const cleanPlan: Plan = {
  ...plan,
  images: plan.images.map((planned) => ({ ...planned, tags: [{ kind: 'create', tag: 'v1.1' }] })),
};

const withRoutes = (routes: Route[], more: Partial<Answers> = {}): Partial<Answers> => ({
  ...bothSidesChosen({ routes }),
  ...more,
});

const openRoute = async () => within(await screen.findByRole('list', { name: 'Routes' })).findByTitle(name);

test('a recent route selects both sides with one click, and a clean plan is started with one more', async () => {
  const { user, calls } = renderApp(
    withRoutes([route], {
      'plans.create': (request) => ({ ...cleanPlan, request }),
      ...answerImages(() => [image(1)]),
    }),
  );
  await user.click(await openRoute());
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  const bar = screen.getByRole('region', { name: 'Next step' });
  expect(await within(bar).findByText(/^Creates tag v1\.1; 30(\.0)? MB to transfer\.$/)).toBeTruthy();
  expect(calls.findLast(([each]) => each === 'plans.create')?.[1]).toMatchObject({
    source: { profile: 'production', region: 'eu-west-3', repositoryName: 'team/web' },
    destination: { profile: 'development', region: 'us-east-1', repositoryName: 'mirror/web' },
  });
  await user.click(within(bar).getByRole('button', { name: 'Replicate' }));
  expect(await screen.findByRole('heading', { name: 'Transfers' })).toBeTruthy();
  expect(calls).toContainEqual(['transfers.start', { planId: plan.id }]);
});

test('a background plan that loses the network says why, and is created again', async () => {
  let attempts = 0;
  const { user } = renderApp(
    withRoutes([route], {
      'plans.create': (request) => {
        attempts += 1;
        const message = 'ECR in eu-west-3 cannot be reached. Check the network connection.';
        if (attempts === 1) throw new Refusal({ code: 'network', side: 'source', message });
        return { ...cleanPlan, request };
      },
      ...answerImages(() => [image(1)]),
    }),
  );
  await user.click(await openRoute());
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  const bar = screen.getByRole('region', { name: 'Next step' });
  expect(
    await within(bar).findByText(
      'Planning failed: ECR in eu-west-3 cannot be reached. Check the network connection.',
    ),
  ).toBeTruthy();
  expect(within(bar).getByRole('button', { name: 'Replicate' })).toHaveProperty('disabled', true);
  await user.click(within(bar).getByRole('button', { name: 'Retry' }));
  expect(await within(bar).findByText(/^Creates tag v1\.1; 30(\.0)? MB to transfer\.$/)).toBeTruthy();
});

test('a plan that moves a tag must be reviewed', async () => {
  const { user } = renderApp({
    ...bothSidesChosen(),
    'plans.create': (request) => ({ ...plan, request }),
  });
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  const bar = screen.getByRole('region', { name: 'Next step' });
  expect(await within(bar).findByText('Review: 1 tag already points to another image.')).toBeTruthy();
  expect(within(bar).getByRole('button', { name: 'Replicate' })).toHaveProperty('disabled', true);
  expect(within(bar).getByRole('button', { name: 'Review' })).toHaveProperty('disabled', false);
});

test('a plan to a protected account must be reviewed', async () => {
  const accounts = { '444455556666': { label: 'Prod', color: 'red', isProtected: true } } as const;
  const { user } = renderApp({
    ...bothSidesChosen({ accounts }),
    'plans.create': (request) => ({ ...cleanPlan, request }),
  });
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  expect(await screen.findByText('Review: the destination account is protected.')).toBeTruthy();
});

test('a started replication is recorded, and its route can be pinned and removed', async () => {
  const { user, calls } = renderApp({
    ...bothSidesChosen(),
    'plans.create': (request) => ({ ...cleanPlan, request }),
  });
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  const bar = screen.getByRole('region', { name: 'Next step' });
  const replicate = within(bar).getByRole('button', { name: 'Replicate' });
  await waitFor(() => expect(replicate).toHaveProperty('disabled', false));
  await user.click(replicate);
  await screen.findByRole('heading', { name: 'Transfers' });
  const stored = () => calls.findLast(([each]) => each === 'settings.change')?.[1];
  const used = {
    source: {
      profile: 'development',
      region: 'eu-west-1',
      repositoryName: 'team/api',
      accountId: '111122223333',
    },
    destination: {
      profile: 'production',
      region: 'eu-central-1',
      repositoryName: 'team/api',
      accountId: '444455556666',
    },
    isDemo: false,
    isPinned: false,
  };
  expect(stored()).toEqual({ routes: [used] });

  await user.click(screen.getByRole('button', { name: 'Replicate more' }));
  await user.click(await screen.findByRole('button', { name: 'Routes' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Pin this route' }));
  expect(stored()).toEqual({ routes: [{ ...used, isPinned: true }] });
  await user.click(screen.getByRole('button', { name: 'Routes' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Manage routes…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Routes' });
  await user.click(within(dialog).getByRole('button', { name: /^Remove development/ }));
  expect(stored()).toEqual({ routes: [] });
});

test('a removed route is restored by Undo, pinned as before', async () => {
  const pinned = { ...route, isPinned: true };
  const other = { ...route, destination: { ...route.destination, repositoryName: 'mirror/other' } };
  const { user, calls } = renderApp(withRoutes([pinned, other]));
  await openRoute();
  const stored = () => calls.findLast(([each]) => each === 'settings.change')?.[1];
  await user.click(screen.getByRole('button', { name: `Remove ${name}` }));
  await waitFor(() => expect(stored()).toEqual({ routes: [other] }));
  expect(screen.queryByTitle(name)).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Undo: Route removed.' }));
  await waitFor(() => expect(stored()).toEqual({ routes: [pinned, other] }));
  expect(await openRoute()).toBeTruthy();
  expect(screen.getByRole('button', { name: `Unpin ${name}` })).toBeTruthy();
});

test('a route whose profile is gone or belongs to another account selects nothing, and says why', async () => {
  const gone = { ...route, source: { ...route.source, profile: 'left' } };
  const { user, calls } = renderApp(
    withRoutes([gone, route], {
      // The keys of the profile were replaced by those of another account, which the AWS files do not show.
      'profiles.list': () => ({ ...listing, profiles: [profile('production'), profile('development')] }),
      'registries.identify': (selection) => ({
        ...identity(selection),
        ...(selection.region === 'eu-west-3' && { accountId: '999900001111' }),
      }),
    }),
  );
  expect(await screen.findByText('Profile left no longer exists.')).toBeTruthy();
  await user.click(await openRoute());
  expect(
    await screen.findByText(
      'Profile production now belongs to account 9999-0000-1111, not to 4444-5555-6666.',
    ),
  ).toBeTruthy();
  expect(calls.some(([each]) => each === 'settings.change')).toBe(false);
});

test('settings without routes, as of earlier versions, are read', () => {
  expect(settingsSchema.parse({}).routes).toEqual([]);
});
