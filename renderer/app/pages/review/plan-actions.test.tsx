import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Refusal } from '../../../testing/fake-api.ts';
import { bothSidesChosen, freshPage, openReview, renderWithSides } from '../../../testing/render-app.tsx';
import { plan } from '../../../testing/sample-data.ts';

freshPage();

test('the plan is saved where the user chooses; an error is shown and the plan can be saved again', async () => {
  const answers = [
    () => null,
    () => {
      throw new Refusal({ code: 'invalid-input', message: 'The disk is full.' });
    },
    () => '/home/sam/plan.json',
  ];
  const { user, calls } = renderWithSides({ 'plans.save': () => answers.shift()?.() ?? null });
  await openReview(user);
  const save = await screen.findByRole('button', { name: 'Save plan…' });
  await waitFor(() => expect(save).toHaveProperty('disabled', false));
  await user.click(save);
  await waitFor(() => expect(calls).toContainEqual(['plans.save', { planId: plan.id }]));
  expect(screen.queryByText(/^Saved to/)).toBeNull();
  await user.click(save);
  expect(await screen.findByText('The disk is full.')).toBeTruthy();
  await user.click(save);
  expect(await screen.findByText('Saved to /home/sam/plan.json')).toBeTruthy();
  expect(screen.queryByText('The disk is full.')).toBeNull();
});

test('the plan is copied as the command line, with a note for everything that differs', async () => {
  const note = { label: 'Prod', color: 'red', isProtected: true } as const;
  const { user, calls } = renderWithSides(bothSidesChosen({ accounts: { '444455556666': note } }));
  await openReview(user);
  await user.click(await screen.findByRole('button', { name: 'Copy as command line' }));
  const copied = JSON.stringify(calls.findLast(([name]) => name === 'clipboard.write')?.[1]);
  expect(copied).toContain('ecr-image-replicator replicate');
  expect(copied).toContain('--source team/api:v1.1@sha256:');

  await user.click(screen.getByRole('button', { name: 'Command line' }));
  const details = screen.getByRole('region', { name: 'Command line' });
  expect(details.textContent).toContain('--destination-profile production');
  const notes = within(screen.getByRole('list', { name: 'Differences from this plan' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(notes).toEqual([
    'The command overwrites tags of the destination without asking.',
    'Account 444455556666 is protected: the command asks for it, or takes --confirm-account.',
  ]);
});
