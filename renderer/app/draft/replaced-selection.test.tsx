import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ResolvedReference } from '../../../shared/models/resolved-reference.ts';
import { freshPage, openImages, renderWithSides } from '../../testing/render-app.tsx';

freshPage();

const other: ResolvedReference = {
  kind: 'resolved',
  reference: {
    kind: 'repository',
    accountId: '444455556666',
    region: 'eu-west-3',
    repositoryName: 'team/other',
  },
  profiles: ['production'],
};
const undo = 'Undo: Selection of 1 image of team/api cleared.';

test.each(['swap-sides', 'a URI'] as const)(
  'a selection that %s replaces is restored by Undo',
  async (by) => {
    let opened: ResolvedReference | null = null;
    const { user, emit, calls } = renderWithSides({ 'references.takeOpened': () => opened });
    await openImages(user);
    await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
    await screen.findByText('1 image, 1 tag of team/api');
    opened = other;
    act(() => (by === 'a URI' ? emit('references.opened', null) : emit('menu.command', by)));
    await user.click(await screen.findByRole('button', { name: undo }));
    expect(await screen.findByText('1 image, 1 tag of team/api')).toBeTruthy();
    expect(calls.findLast(([name]) => name === 'settings.change')?.[1]).toMatchObject({
      source: { profile: 'development' },
      destination: { profile: 'production' },
    });
  },
);
