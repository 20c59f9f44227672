import { act, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { bothSidesChosen, freshPage, openReview, renderApp } from '../../testing/render-app.tsx';

freshPage();

const replicate = () => within(screen.getByRole('main')).getByRole('button', { name: 'Replicate' });

const note = { label: 'Prod', color: 'red', isProtected: true } as const;

test('the page behind an open dialog is not replaced by commands', async () => {
  const { user, emit } = renderApp(bothSidesChosen({ accounts: { '444455556666': note } }));
  await openReview(user);
  await expect.poll(() => replicate()).toHaveProperty('disabled', false);
  await user.click(replicate());
  const dialog = await screen.findByRole('dialog', { name: 'This account is protected' });
  for (const command of ['show-transfers', 'swap-sides', 'command-palette'] as const)
    act(() => emit('menu.command', command));
  await user.keyboard('{Control>},{/Control}');
  expect(screen.getByRole('dialog')).toBe(dialog);
  expect(screen.getByRole('heading', { name: 'Review' })).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Transfers' })).toBeNull();

  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  act(() => emit('menu.command', 'show-transfers'));
  expect(await screen.findByRole('heading', { name: 'Transfers' })).toBeTruthy();
});
