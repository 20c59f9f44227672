import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { answerImages } from '../../testing/answer-images.ts';
import {
  bothSidesChosen,
  choose,
  freshPage,
  imageRows,
  openImages,
  renderApp,
} from '../../testing/render-app.tsx';
import { image } from '../../testing/sample-data.ts';

freshPage();

const answers = () => ({ ...bothSidesChosen(), ...answerImages(() => [image(1), image(2)]) });
const saved = {
  name: 'Second',
  filter: { operation: 'and', tokens: [{ propertyKey: 'tag', operator: '=', value: 'v1.2' }] },
};

test('a saved filter is stored in the settings, and offered in every repository after a restart', async () => {
  const started = answers();
  const first = renderApp(started);
  await openImages(first.user);
  const field = screen.getByRole('combobox', { name: 'Filter images' });
  await first.user.type(field, 'Tag = v1.2');
  // The key code, which happy-dom lacks.
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });
  await waitFor(() => expect(imageRows()).toHaveLength(1));
  await first.user.click(screen.getByRole('button', { name: 'Saved filter actions' }));
  await first.user.click(await screen.findByRole('menuitem', { name: 'Save as new filter' }));
  const dialog = await screen.findByRole('dialog', { name: 'Save filter' });
  await first.user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Second{Enter}');
  await waitFor(() =>
    expect(first.calls.findLast(([name]) => name === 'settings.change')?.[1]).toMatchObject({
      tables: { imageFilters: [saved] },
    }),
  );
  cleanup();

  const { user } = renderApp(started);
  await user.click(await screen.findByRole('link', { name: 'team/web' }));
  await screen.findByRole('button', { name: 'Tag v1.1' });
  await choose(user, 'Saved filters', /^Second/);
  await waitFor(() => expect(imageRows()).toHaveLength(1));
  expect(screen.getByRole('button', { name: 'Tag v1.2' })).toBeTruthy();
});
