import { cleanup, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { freshPage, openImages, renderWithSides } from '../../testing/render-app.tsx';

freshPage();

const lost = /^The window was reloaded, and the selection was lost: 1 image, 1 tag of team\/api\./;

test('a window that was reloaded says which selection was lost with the page, once', async () => {
  const { user } = renderWithSides();
  await openImages(user);
  expect(screen.queryByText(lost)).toBeNull();
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  for (const isReported of [true, false]) {
    cleanup();
    renderWithSides();
    await screen.findByRole('link', { name: 'team/api' });
    expect(screen.queryByText(lost) !== null).toBe(isReported);
  }
});
