import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { SignIn } from '../../../../shared/models/sign-in.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { chooseProfile, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { identity, listing, profile, repository } from '../../../testing/sample-data.ts';

freshPage();

const corp = { kind: 'sso', session: 'corp', legacy: false } as const;
const member = (name: string) =>
  profile(name, { kind: 'sso-session', region: 'eu-west-1', signIn: corp, state: { kind: 'sign-in' } });
const corpListing = { ...listing, profiles: ['one', 'two', 'three'].map(member) };
const signIn: SignIn = {
  id: '3f1b2c4d-0000-4000-8000-00000000000a',
  profile: 'one',
  credentialSource: corp,
  method: 'browser',
  state: { kind: 'starting' },
};
const url = 'https://oidc.example/authorize?state=x';

const needed = (name: string) =>
  new Refusal({
    code: 'sign-in-needed',
    message: `Sign in for ${name}.`,
    action: 'sign-in',
    profile: name,
  });

const role = (name: string) =>
  profile(name, {
    kind: 'assume-role',
    region: 'eu-west-1',
    roleName: 'release',
    chain: [name, 'base'],
    state: { kind: 'mfa', profile: 'base', device: 'arn:aws:iam::111122223333:mfa/sam' },
  });

test('signing in fixes an expired session, and both sides are fetched again', async () => {
  let signedIn = false;
  const { user, emit, calls } = renderApp({
    'profiles.list': () => corpListing,
    'signIns.start': () => signIn,
    'registries.identify': (selection) => {
      if (!signedIn) throw needed(selection.profile);
      return identity(selection);
    },
    'repositories.list': ({ profile: name }) => {
      if (!signedIn) throw needed(name);
      return [repository('team/api')];
    },
  });
  await chooseProfile(user, 'Source profile', /^one/);
  await chooseProfile(user, 'Destination profile', /^two/);
  expect(calls.some(([name]) => name === 'signIns.start')).toBe(false);
  const alert = (await screen.findByText('Sign in for one.')).closest('[role=alert]');
  if (!(alert instanceof HTMLElement)) throw new Error('no alert');
  await user.click(within(alert).getByRole('button', { name: 'Sign in' }));
  expect(calls).toContainEqual(['signIns.start', { profile: 'one', method: 'browser' }]);

  act(() =>
    emit('signIns.updated', { ...signIn, state: { kind: 'browser', url, expiresAt: Date.now() + 590_000 } }),
  );
  const panel = await screen.findByRole('region', { name: 'Sign in to corp: continue in your browser' });
  expect(panel.textContent).toContain(
    'It also signs in 2 other profiles of corp, and the AWS CLI. 10 min left.',
  );
  await user.click(within(panel).getByRole('button', { name: 'Copy link' }));
  expect(calls).toContainEqual(['clipboard.write', { text: url }]);
  await user.click(within(panel).getByRole('button', { name: 'Open again' }));
  expect(calls).toContainEqual(['signIns.openPage', { id: signIn.id }]);

  signedIn = true;
  act(() => emit('signIns.updated', { ...signIn, state: { kind: 'done' } }));
  expect(await screen.findByRole('link', { name: 'team/api' })).toBeTruthy();
  await waitFor(() => expect(screen.queryByText(/^Sign in for/)).toBeNull());
  expect(screen.getByRole('region', { name: 'Signed in to corp' })).toBeTruthy();
});

test('a code can be used instead; late events of the replaced sign-in are ignored', async () => {
  const other = { ...signIn, id: '3f1b2c4d-0000-4000-8000-00000000000b', method: 'code' } as const;
  const { user, emit, calls } = renderApp({
    'profiles.list': () => corpListing,
    'signIns.list': () => [signIn],
    'signIns.start': () => other,
  });
  await screen.findByRole('region', { name: 'Preparing the sign-in to corp' });
  act(() =>
    emit('signIns.updated', { ...signIn, state: { kind: 'browser', url, expiresAt: Date.now() + 60_000 } }),
  );
  await user.click(await screen.findByRole('button', { name: 'Use a code instead' }));
  expect(calls).toContainEqual(['signIns.start', { profile: 'one', method: 'code' }]);
  const state = {
    kind: 'code',
    userCode: 'ABCD-EFGH',
    url,
    plainUrl: 'https://device.example/',
    expiresAt: Date.now() + 60_000,
  } as const;
  act(() => emit('signIns.updated', { ...other, state }));
  act(() => emit('signIns.updated', { ...signIn, state: { kind: 'cancelled' } }));
  expect(await screen.findByText('ABCD-EFGH')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(calls).toContainEqual(['signIns.cancel', { id: other.id }]);
  act(() => emit('signIns.updated', { ...other, state: { kind: 'cancelled' } }));
  await waitFor(() => expect(screen.queryByText('ABCD-EFGH')).toBeNull());
});

test('a failed sign-in shows the reason and can be retried', async () => {
  const { user, emit, calls } = renderApp({
    'profiles.list': () => corpListing,
    'signIns.list': () => [signIn],
  });
  await screen.findByRole('region', { name: 'Preparing the sign-in to corp' });
  const error = { code: 'sign-in-needed', message: 'You refused the request.', retryable: true } as const;
  act(() => emit('signIns.updated', { ...signIn, state: { kind: 'failed', error } }));
  expect(await screen.findByText('You refused the request.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(calls).toContainEqual(['signIns.start', { profile: 'one', method: 'browser' }]);
});

test('an MFA code is requested once: a wrong one keeps the dialog open, the right one fixes both sides', async () => {
  let open = false;
  const { user, calls } = renderApp({
    'profiles.list': () => ({ ...listing, profiles: [role('one'), role('two'), profile('base')] }),
    'repositories.list': () => {
      if (open) return [repository('team/api')];
      throw new Refusal({
        code: 'mfa-needed',
        message: 'Profile base asks for an MFA code.',
        action: 'enter-code',
        profile: 'base',
      });
    },
    'mfa.answer': ({ code }) => {
      if (code === '111111')
        throw new Refusal({ code: 'mfa-rejected', message: 'AWS did not accept this code.' });
      open = true;
      return null;
    },
  });
  await chooseProfile(user, 'Source profile', /^one/);
  await chooseProfile(user, 'Destination profile', /^two/);
  await screen.findAllByText('Profile base asks for an MFA code.');
  const [first] = await screen.findAllByRole('button', { name: 'Enter MFA code' });
  if (!first) throw new Error('no button');
  await user.click(first);
  const dialog = await screen.findByRole('dialog', { name: 'MFA code' });
  expect(dialog.textContent).toContain('arn:aws:iam::111122223333:mfa/sam');
  const field = within(dialog).getByRole('textbox', { name: 'MFA code' });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.paste(' 111 111');
  await user.keyboard('{Enter}');
  expect(await within(dialog).findByText('AWS did not accept this code.')).toBeTruthy();
  expect(field).toHaveProperty('value', '');
  await user.type(field, '222222{Enter}');
  expect(await screen.findByRole('link', { name: 'team/api' })).toBeTruthy();
  await waitFor(() => expect(screen.queryByText('Profile base asks for an MFA code.')).toBeNull());
  expect(calls).toContainEqual(['mfa.answer', { profile: 'base', code: '222222' }]);
  expect(screen.queryByRole('dialog', { name: 'MFA code' })).toBeNull();
});
