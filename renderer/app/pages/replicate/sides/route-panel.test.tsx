import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { AccountNotes } from '../../../../../shared/models/account.ts';
import { Refusal } from '../../../../testing/fake-api.ts';
import {
  bothSidesChosen,
  choose,
  freshPage,
  openImages,
  openRoute,
  renderApp,
  renderWithSides,
} from '../../../../testing/render-app.tsx';
import { identity, repository } from '../../../../testing/sample-data.ts';

freshPage();

const changeButton = { name: 'Change source and destination' };
const line = () => screen.getByRole('region', { name: 'Source and destination' });

const destinationText = () => screen.getByRole('group', { name: 'Destination' }).textContent;

const notes: AccountNotes = {
  '444455556666': { label: 'Prod', color: 'red', isProtected: true },
};

test('both sides become one line when they are complete, with the color and the lock of the account', async () => {
  const { user } = renderApp(bothSidesChosen({ accounts: notes }));
  await screen.findByRole('button', { name: /^Source profile/ });
  await openImages(user);
  expect(await screen.findByRole('button', changeButton)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Source profile/ })).toBeNull();
  const source = within(line()).getByRole('group', { name: 'Source' });
  expect(source.textContent).toContain('development · eu-west-1·team/api');
  const destination = within(line()).getByRole('group', { name: 'Destination' });
  expect(destination.textContent).toContain('production · eu-central-1·team/api');
  expect(within(line()).getByText('exists, tags mutable')).toBeTruthy();
  expect(await within(destination).findByRole('img', { name: 'Protected' })).toBeTruthy();
  expect(within(line()).getAllByRole('status')[0]?.textContent).toBe(
    'Source: development, eu-west-1, team/api. Destination: production, eu-central-1, team/api.',
  );
});

test('Change shows the fields and focuses the first one; Done and a click elsewhere show the line again', async () => {
  const { user } = renderWithSides();
  await openImages(user);
  await user.click(await screen.findByRole('button', changeButton));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Source profile/ }));
  await user.keyboard('{Shift>}{Tab}{/Shift}{Enter}');
  expect(document.activeElement).toBe(screen.getByRole('button', changeButton));

  await user.keyboard('{Enter}');
  await choose(user, 'Destination repository', /tools\/runner/);
  expect(screen.getByRole('button', { name: /^Destination repository tools\/runner/ })).toBeTruthy();
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  expect(screen.getByRole('group', { name: 'Destination' }).textContent).toContain('tools/runner');
  expect(screen.queryByRole('button', { name: /^Destination repository/ })).toBeNull();
});

test('an error of a side shows the fields', async () => {
  let isSignedIn = true;
  const { user } = renderApp({
    ...bothSidesChosen(),
    'registries.identify': (selection) => {
      if (isSignedIn || selection.profile !== 'production') return identity(selection);
      throw new Refusal({ code: 'sign-in-needed', message: 'Not signed in.', side: 'destination' });
    },
  });
  await openImages(user);
  await screen.findByRole('button', changeButton);
  isSignedIn = false;
  await user.keyboard('{Control>}k{/Control}');
  await user.type(await screen.findByRole('combobox', { name: /^Find a command/ }), 'refresh{Enter}');
  expect(await screen.findByText('Not signed in.')).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Destination profile/ })).toBeTruthy();
});

test('the destination repository has the name of the source until another one is chosen', async () => {
  const { user } = renderWithSides();
  await openImages(user);
  expect(destinationText()).toContain('team/api');
  await user.click(screen.getByRole('link', { name: 'Repositories' }));
  await user.click(await screen.findByRole('link', { name: 'team/web' }));
  await waitFor(() => expect(destinationText()).toContain('team/web'));
  await choose(user, 'Destination repository', /Create\s*team\/copy/, 'team/copy');
  await user.click(screen.getByRole('link', { name: 'Repositories' }));
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  expect(destinationText()).toContain('team/copy');
  expect(await within(line()).findByText('will be created')).toBeTruthy();
});

test('both sides become one line for a role that must not list repositories', async () => {
  const { user } = renderApp({
    ...bothSidesChosen(),
    'repositories.list': ({ profile }) => {
      if (profile === 'development') return [repository('team/api')];
      const action = 'ecr:DescribeRepositories';
      throw new Refusal({ code: 'access-denied', message: `Not allowed ${action}.`, denied: { action } });
    },
  });
  await openImages(user);
  expect(await screen.findByRole('button', changeButton)).toBeTruthy();
  expect(within(line()).getByRole('group', { name: 'Destination' }).textContent).toContain('team/api');
});

test('Enter takes the new name that was typed for the destination repository', async () => {
  const { user } = renderWithSides();
  await openImages(user);
  await openRoute(user);
  await user.click(await screen.findByRole('button', { name: /^Destination repository/, expanded: false }));
  await user.type(
    screen.getByRole('combobox', { name: 'Find destination repository' }),
    'release/new-name{Enter}',
  );
  await waitFor(() => expect(destinationText()).toContain('release/new-name'));
});
