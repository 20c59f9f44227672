import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ProfileListing, ProfileSummary } from '../../../../shared/models/profile.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { chooseProfile, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { identity, listing, profile, repository } from '../../../testing/sample-data.ts';

freshPage();

const withProfile = (name: string, more: Partial<ProfileSummary>): ProfileListing => ({
  ...listing,
  profiles: listing.profiles.map((each) => (each.name === name ? { ...each, ...more } : each)),
});

test('the first page fills by itself when a file appears', async () => {
  const { emit } = renderApp({ 'profiles.list': () => ({ ...listing, profiles: [] }) });
  expect(await screen.findByText('aws configure sso')).toBeTruthy();
  act(() => emit('profiles.changed', listing));
  expect(await screen.findByRole('button', { name: /^Source profile/ })).toBeTruthy();
});

test('a change that does not concern the chosen profile is taken in without a word', async () => {
  const { user, emit } = renderApp();
  await chooseProfile(user, 'Source profile', /^development/);
  await screen.findByRole('link', { name: 'team/api' });
  act(() => emit('profiles.changed', withProfile('production', { accountId: '999999999999' })));
  await user.click(screen.getByRole('button', { name: /^Destination profile/ }));
  expect(await screen.findByRole('row', { name: /^production.*9999-9999-9999/ })).toBeTruthy();
  expect(screen.queryByText(/Profile production/)).toBeNull();
  expect(screen.getByRole('link', { name: 'team/api' })).toBeTruthy();
});

test('when the chosen profile leads to another account, nothing of the old one stays on the screen', async () => {
  let name = 'of-the-old-account';
  const { user, emit } = renderApp({ 'repositories.list': () => [repository(name)] });
  await chooseProfile(user, 'Source profile', /^development/);
  await user.click(await screen.findByRole('link', { name: 'of-the-old-account' }));
  await screen.findByRole('table', { name: 'Images' });
  name = 'of-the-new-account';
  act(() => emit('profiles.changed', withProfile('development', { accountId: '999999999999' })));
  expect(await screen.findByRole('link', { name: 'of-the-new-account' })).toBeTruthy();
  expect(screen.queryByText('of-the-old-account')).toBeNull();
  expect(screen.getByText(/Profile development was changed in its AWS file/)).toBeTruthy();
});

test('keys of another account in the same place are noticed by asking AWS again', async () => {
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
});

test('a chosen profile that vanishes is said once, and is chosen again when it is back', async () => {
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

test('what failed with a profile is asked for again as soon as its file has good keys', async () => {
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
