import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ProfileListing, ProfileSummary } from '../../../../shared/models/profile.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import {
  chooseProfile,
  freshPage,
  openImages,
  renderApp,
  renderWithSides,
} from '../../../testing/render-app.tsx';
import { identity, listing, profile, repository } from '../../../testing/sample-data.ts';

freshPage();

const withProfile = (name: string, more: Partial<ProfileSummary>): ProfileListing => ({
  ...listing,
  profiles: listing.profiles.map((each) => (each.name === name ? { ...each, ...more } : each)),
});

test('the first page updates when an AWS file is created', async () => {
  const { emit } = renderApp({ 'profiles.list': () => ({ ...listing, profiles: [] }) });
  expect(await screen.findByText('aws configure sso')).toBeTruthy();
  act(() => emit('profiles.changed', listing));
  expect(await screen.findByRole('button', { name: /^Source profile/ })).toBeTruthy();
});

test('a change of a profile that is not selected shows no notice', async () => {
  const { user, emit } = renderApp();
  await chooseProfile(user, 'Source profile', /^development/);
  await screen.findByRole('link', { name: 'team/api' });
  act(() => emit('profiles.changed', withProfile('production', { accountId: '999999999999' })));
  await user.click(screen.getByRole('button', { name: /^Destination profile/ }));
  expect(await screen.findByRole('row', { name: /^production.*9999-9999-9999/ })).toBeTruthy();
  expect(screen.queryByText(/Profile production/)).toBeNull();
  expect(screen.getByRole('link', { name: 'team/api' })).toBeTruthy();
});

test('when the selected profile changes its account, the data of the old account is removed', async () => {
  let name = 'of-the-old-account';
  const { user, emit } = renderApp({ 'repositories.list': () => [repository(name)] });
  await chooseProfile(user, 'Source profile', /^development/);
  await user.click(await screen.findByRole('link', { name: 'of-the-old-account' }));
  await screen.findByRole('treegrid', { name: 'Images' });
  name = 'of-the-new-account';
  act(() => emit('profiles.changed', withProfile('development', { accountId: '999999999999' })));
  expect(await screen.findByRole('link', { name: 'of-the-new-account' })).toBeTruthy();
  expect(screen.queryByText('of-the-old-account')).toBeNull();
  expect(screen.getByText(/Profile development changed in its AWS file/)).toBeTruthy();
});

test('replaced keys of another account are detected by checking the identity again', async () => {
  let accountId = '111122223333';
  const { user, emit } = renderApp({
    'registries.identify': (selection) => ({ ...identity(selection), accountId, registryId: accountId }),
    'repositories.list': () => [repository(`of-${accountId}`)],
    'profiles.list': () => ({ ...listing, profiles: [profile('keys', { region: 'eu-west-1' })] }),
  });
  await chooseProfile(user, 'Source profile', /^keys/);
  await screen.findByRole('link', { name: 'of-111122223333' });
  accountId = '444455556666';
  act(() => emit('profiles.changed', { ...listing, profiles: [profile('keys', { region: 'eu-west-1' })] }));
  expect(await screen.findByRole('link', { name: 'of-444455556666' })).toBeTruthy();
  expect(
    screen.getByText(
      'Profile keys now belongs to account 4444-5555-6666, not to 1111-2222-3333. The selection was cleared.',
    ),
  ).toBeTruthy();
});

test('a comparison is closed when a profile gets keys of another account', async () => {
  let accountId = '444455556666';
  const profiles = [profile('development', { accountId: '111122223333' }), profile('production')].map(
    (each) => ({ ...each, kind: 'static-keys' as const, accountId: undefined, region: 'eu-west-1' }),
  );
  const { user, emit } = renderWithSides({
    'profiles.list': () => ({ ...listing, profiles }),
    'registries.identify': (selection) =>
      selection.profile === 'production'
        ? { ...identity(selection), accountId, registryId: accountId }
        : identity(selection),
  });
  await openImages(user);
  await user.click(screen.getByRole('button', { name: 'Compare' }));
  await screen.findByRole('heading', { name: 'Compare' });
  accountId = '999900001111';
  act(() => emit('profiles.changed', { ...listing, profiles }));
  expect(
    await screen.findByText(
      'Profile production now belongs to account 9999-0000-1111, not to 4444-5555-6666.',
    ),
  ).toBeTruthy();
  expect(screen.queryByRole('heading', { name: 'Compare' })).toBeNull();
  expect(screen.getByRole('treegrid', { name: 'Images' })).toBeTruthy();
});

test('a removed selected profile is reported once, and selected again when it returns', async () => {
  const { user, emit } = renderApp();
  await chooseProfile(user, 'Source profile', /^development/);
  await screen.findByRole('link', { name: 'team/api' });
  const rest = listing.profiles.filter(({ name }) => name !== 'development');
  act(() => emit('profiles.changed', { ...listing, profiles: rest }));
  expect(await screen.findByText('Profile development is no longer in your AWS files.')).toBeTruthy();
  expect(screen.queryByRole('link', { name: 'team/api' })).toBeNull();
  act(() => emit('profiles.changed', listing));
  expect(await screen.findByRole('link', { name: 'team/api' })).toBeTruthy();
});

test('failed queries are fetched again when the profile gets valid keys', async () => {
  let good = false;
  const { user, emit } = renderApp({
    'repositories.list': () => {
      if (good) return [repository('team/api')];
      throw new Refusal({
        code: 'credentials-expired',
        message: 'The keys in profile development have expired.',
      });
    },
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await screen.findByText('The keys in profile development have expired.');
  good = true;
  act(() => emit('profiles.changed', withProfile('development', { state: { kind: 'sign-in' } })));
  await waitFor(() => expect(screen.getByText('The keys in profile development have expired.')).toBeTruthy());
  act(() => emit('profiles.changed', listing));
  expect(await screen.findByRole('link', { name: 'team/api' })).toBeTruthy();
});
