import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Settings } from '../../../../../shared/models/settings.ts';
import { Refusal } from '../../../../testing/fake-api.ts';
import {
  bothSidesChosen,
  choose,
  chooseProfile,
  freshPage,
  openImages,
  openRoute,
  renderApp,
  renderWithSides,
} from '../../../../testing/render-app.tsx';
import { listing, profile } from '../../../../testing/sample-data.ts';

freshPage();

test('swap exchanges profile, region and repository of the sides and clears the selection', async () => {
  const { user, calls } = renderWithSides();
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  await choose(user, 'Destination repository', /tools\/runner/);
  await user.click(screen.getByRole('button', { name: 'Swap source and destination' }));

  await openRoute(user);
  await screen.findByRole('button', { name: /^Source repository tools\/runner/ });
  expect(screen.getByRole('button', { name: /^Destination repository team\/api/ })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Source profile production' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Destination profile development' })).toBeTruthy();
  expect(screen.getByText('Nothing selected')).toBeTruthy();
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'images.query')?.[1]).toMatchObject({
      profile: 'production',
      region: 'eu-central-1',
      repositoryName: 'tools/runner',
    }),
  );
});

test('warns when both sides are the same registry', async () => {
  const { user } = renderApp({
    'profiles.list': () => ({
      ...listing,
      profiles: [...listing.profiles, profile('no-region', { region: 'eu-west-1' })],
    }),
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await chooseProfile(user, 'Destination profile', /^production/);
  await screen.findAllByText(/4444-5555-6666/);
  expect(screen.queryByText(/Source and destination are the same registry/)).toBeNull();
  await chooseProfile(user, 'Destination profile', /^development/);
  expect(await screen.findByText(/Source and destination are the same registry/)).toBeTruthy();
});

test("label, color and protection of an account are edited from the side's menu", async () => {
  const { user, calls } = renderApp();
  await chooseProfile(user, 'Source profile', /^development/);
  const side = screen.getByRole('group', { name: 'Source' });
  await user.click(await within(side).findByRole('button', { name: 'Account 1111-2222-3333: actions' }));
  await user.click(await screen.findByRole('menuitem', { name: /Edit account/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Account 1111-2222-3333' });
  await user.type(within(dialog).getByRole('textbox', { name: 'Label' }), ' Build ');
  await user.click(within(dialog).getByRole('radio', { name: 'Blue' }));
  await user.click(within(dialog).getByRole('checkbox', { name: 'Protected' }));
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  const note = { label: 'Build', color: 'blue', isProtected: true };
  expect(calls).toContainEqual(['settings.change', { accounts: { '111122223333': note } }]);
  expect(await within(side).findByText('(Build)')).toBeTruthy();
  expect(side.dataset['accountColor']).toBe('blue');
});

const lastChange = (calls: ReturnType<typeof renderApp>['calls']): unknown =>
  calls.findLast(([name]) => name === 'settings.change')?.[1];

test('Undo restores the pin of a profile, and its removal', async () => {
  const profiles: Settings['profiles'] = { pinned: ['no-region'], recent: [], order: 'file' };
  const { user, calls } = renderWithSides(bothSidesChosen({ profiles }));
  await user.click(await screen.findByRole('button', { name: /^Source profile/ }));
  await user.click(await screen.findByRole('button', { name: 'Pin production' }));
  await waitFor(() =>
    expect(lastChange(calls)).toEqual({ profiles: { ...profiles, pinned: ['no-region', 'production'] } }),
  );
  await user.click(await screen.findByRole('button', { name: 'Undo: Profile production pinned.' }));
  await waitFor(() => expect(lastChange(calls)).toEqual({ profiles }));
  await user.click(screen.getByRole('button', { name: /^Source profile/, expanded: false }));
  await user.click(await screen.findByRole('button', { name: 'Pin no-region' }));
  await waitFor(() => expect(lastChange(calls)).toEqual({ profiles: { ...profiles, pinned: [] } }));
  await user.click(await screen.findByRole('button', { name: 'Undo: Profile no-region unpinned.' }));
  await waitFor(() => expect(lastChange(calls)).toEqual({ profiles }));
});

test('Undo restores a changed note of an account', async () => {
  const accounts = { '111122223333': { label: 'Build', color: 'blue', isProtected: false } } as const;
  const { user, calls } = renderWithSides(bothSidesChosen({ accounts }));
  const side = await screen.findByRole('group', { name: 'Source' });
  await user.click(await within(side).findByRole('button', { name: 'Account 1111-2222-3333: actions' }));
  await user.click(await screen.findByRole('menuitem', { name: /Edit account/ }));
  const dialog = await screen.findByRole('dialog', { name: 'Account 1111-2222-3333' });
  await user.click(within(dialog).getByRole('radio', { name: 'Red' }));
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(lastChange(calls)).toEqual({
    accounts: { '111122223333': { label: 'Build', color: 'red', isProtected: false } },
  });
  await waitFor(() => expect(side.dataset['accountColor']).toBe('red'));
  await user.click(await screen.findByRole('button', { name: 'Undo: Account 1111-2222-3333 changed.' }));
  await waitFor(() => expect(lastChange(calls)).toEqual({ accounts }));
  await waitFor(() => expect(side.dataset['accountColor']).toBe('blue'));
});

test('signing out shows which profiles are affected, and clears the data of the session', async () => {
  let signedIn = true;
  const corp = { kind: 'sso', session: 'corp', legacy: false } as const;
  const member = (name: string) => profile(name, { kind: 'sso-session', region: 'eu-west-1', signIn: corp });
  const { user, calls } = renderApp({
    'profiles.list': () => ({ ...listing, profiles: ['development', 'second'].map(member) }),
    'repositories.list': () => {
      if (signedIn) return [];
      throw new Refusal({
        code: 'sign-in-needed',
        message: 'Not signed in.',
        action: 'sign-in',
        profile: 'development',
      });
    },
    'signIns.signOut': () => {
      signedIn = false;
      return null;
    },
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await screen.findByText('No repositories');
  await user.click(screen.getByRole('button', { name: /^Account .* actions$/ }));
  await user.click(await screen.findByRole('menuitem', { name: 'Sign out of corp…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Sign out of corp?' });
  expect(dialog.textContent).toContain('for 2 profiles, and for the AWS CLI');
  await user.click(within(dialog).getByRole('button', { name: 'Sign out' }));
  expect(await screen.findByText('Not signed in.')).toBeTruthy();
  expect(calls).toContainEqual(['signIns.signOut', { profile: 'development' }]);
});

test('a denied call offers the policy and the request to copy', async () => {
  const { user, calls } = renderApp({
    'repositories.list': () => {
      throw new Refusal({
        code: 'access-denied',
        message: 'Not allowed.',
        action: 'choose-profile',
        profile: 'development',
        denied: {
          action: 'ecr:DescribeRepositories',
          resourceArn: 'arn:aws:ecr:eu-west-1:111122223333:repository/*',
          reason: 'because no identity-based policy allows the ecr:DescribeRepositories action',
        },
      });
    },
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await user.click(await screen.findByRole('button', { name: 'Copy policy' }));
  const copied = JSON.stringify(calls.find(([name]) => name === 'clipboard.write')?.[1]);
  expect(copied).toContain('ecr:DescribeRepositories');
  expect(copied).toContain('arn:aws:ecr:eu-west-1:111122223333:repository/*');
  await user.click(screen.getByRole('button', { name: 'Details' }));
  expect(screen.getByText(/Reason: because no identity-based policy allows/)).toBeTruthy();
});
