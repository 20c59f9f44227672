import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Plan } from '../../../../shared/models/plan.ts';
import type { Answers } from '../../../testing/fake-api.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { choose, freshPage, openImages, openReview, renderWithSides } from '../../../testing/render-app.tsx';
import { plan, transfer } from '../../../testing/sample-data.ts';

freshPage();

const message = 'This plan is no longer available. Review the plan again.';

/** Every request is planned with a new id, and the first start fails. */
function failFirstStart(): Partial<Answers> {
  let planned = 0;
  let starts = 0;
  const planNext = (): Plan => {
    planned += 1;
    return {
      ...plan,
      id: `00000000-0000-4000-8000-${String(planned).padStart(12, '0')}`,
      warnings: [],
      images: plan.images.map((image) => ({ ...image, tags: [{ kind: 'create', tag: 'v1.1' }] })),
    };
  };
  return {
    'plans.create': planNext,
    'transfers.start': () => {
      starts += 1;
      if (starts === 1) throw new Refusal({ code: 'plan-outdated', message, action: 'plan-again' });
      return transfer;
    },
  };
}

const status = (): string => screen.getByRole('status', { name: 'Review status' }).textContent ?? '';

test('a start that failed is no error of the plan after a change', async () => {
  const { user } = renderWithSides(failFirstStart());
  await openReview(user);
  await waitFor(() => expect(status()).toBe('Ready'));
  await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'Replicate' }));
  expect(await screen.findByText(message)).toBeTruthy();
  expect(status()).toBe('Cannot go ahead: the replication has not started');
  expect(screen.getByText('The replication has not started.')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'Options' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Show permission checks' })).toBeNull();
  await user.type(screen.getByRole('textbox', { name: /^Add tag to/ }), 'other{Enter}');
  await waitFor(() => expect(status()).toBe('Ready'));
  expect(screen.queryByText(message)).toBeNull();
});

test('beside the images, it can be planned again, and another selection does not have its error', async () => {
  const { user, calls } = renderWithSides(failFirstStart());
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  await choose(user, 'Destination repository', /team\/api/);
  const next = within(screen.getByRole('region', { name: 'Next step' }));
  const replicate = next.getByRole('button', { name: 'Replicate' });
  await waitFor(() => expect(replicate).toHaveProperty('disabled', false));
  await user.click(replicate);
  expect(await next.findByText(message)).toBeTruthy();
  expect(replicate).toHaveProperty('disabled', true);
  expect(next.getByRole('button', { name: 'Retry' })).toBeTruthy();

  await user.click(screen.getByRole('button', { name: 'Tag v1.2' }));
  await waitFor(() => expect(replicate).toHaveProperty('disabled', false));
  expect(next.queryByText(message)).toBeNull();
  await user.click(replicate);
  await screen.findByRole('heading', { name: 'Transfers' });
  expect(calls.filter(([name]) => name === 'transfers.start')).toHaveLength(2);
});
