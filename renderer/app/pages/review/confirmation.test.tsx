import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Plan, TagChange } from '../../../../shared/models/plan.ts';
import { bothSidesChosen, freshPage, openReview, renderApp } from '../../../testing/render-app.tsx';
import { digestOf, listing, plan } from '../../../testing/sample-data.ts';

freshPage();

const note = { label: 'Prod', color: 'red', isProtected: true } as const;

/** A plan that sets `v1.1` in this way. */
const planWith = (id: string, change: TagChange): Plan => ({
  ...plan,
  id,
  images: plan.images.map((image) => ({ ...image, tags: [change] })),
});

const created = (id: string): Plan => planWith(id, { kind: 'create', tag: 'v1.1' });
const moved = (id: string): Plan => planWith(id, { kind: 'move', tag: 'v1.1', fromDigest: digestOf(81) });

/** The profile of the destination, changed as by another program. */
const changedListing = {
  ...listing,
  profiles: listing.profiles.map((each) =>
    each.name === 'production' ? { ...each, accountId: '999999999999' } : each,
  ),
};

const replicate = (scope = screen.getByRole('main')) =>
  within(scope).findByRole('button', { name: 'Replicate' });

test('the confirmation of a protected account is for the plan that was reviewed, not for the next one', async () => {
  const plans = [
    created('00000000-0000-4000-8000-000000000001'),
    moved('00000000-0000-4000-8000-000000000002'),
  ];
  const { user, emit, calls } = renderApp({
    ...bothSidesChosen({ accounts: { '444455556666': note } }),
    'plans.create': () => plans.shift() ?? moved('00000000-0000-4000-8000-000000000003'),
  });
  await openReview(user);
  await waitFor(async () => expect(await replicate()).toHaveProperty('disabled', false));
  await user.click(await replicate());
  await user.type(await screen.findByLabelText('Label or ID of the protected account'), 'Prod');

  // Meanwhile somebody moves the tag, and the images are planned again.
  act(() => emit('profiles.changed', changedListing));
  await screen.findByText('Resolve 1 conflict to continue.');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(calls.some(([name]) => name === 'transfers.start')).toBe(false);
});

test('confirmed overwrites end with the replication that they were confirmed for', async () => {
  const { user } = renderApp({ ...bothSidesChosen(), 'plans.create': () => moved(plan.id) });
  await openReview(user);
  await user.click(await screen.findByRole('button', { name: 'Overwrite v1.1' }));
  await user.click(await replicate());
  await screen.findByRole('heading', { name: 'Transfers' });

  await user.click(within(screen.getByRole('navigation')).getByRole('button', { name: 'Replicate' }));
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  await user.click(screen.getByRole('button', { name: 'Review' }));
  expect(await screen.findByText('Resolve 1 conflict to continue.')).toBeTruthy();
});
