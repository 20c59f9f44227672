import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Refusal } from '../../../testing/fake-api.ts';
import { chooseProfile, freshPage, renderApp, renderWithSides } from '../../../testing/render-app.tsx';
import { listing, repository } from '../../../testing/sample-data.ts';

freshPage();

test('renders one page of 5,000 repositories and filters while typing', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => repository(`team-${index}/service`));
  const { user } = renderApp({ 'repositories.list': () => many });
  await chooseProfile(user, 'Source profile', /^development/);
  const table = await screen.findByRole('table', { name: 'Repositories' });
  await screen.findByRole('heading', { name: /\(5,000\)/ });
  expect(within(table).getAllByRole('row')).toHaveLength(26);
  await user.type(screen.getByRole('searchbox', { name: 'Filter repositories' }), 'team-4321');
  await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(2));
  expect(screen.getAllByText('1 match')[0]).toBeTruthy();
});

test('the select lists repositories in the order of the table, independent of the order of ECR', async () => {
  const names = ['team/web10', 'team/web9', 'team/api'];
  const { user } = renderApp({ 'repositories.list': () => names.map((name) => repository(name)) });
  await chooseProfile(user, 'Source profile', /^development/);
  await user.click(await screen.findByRole('button', { name: /^Source repository/ }));
  const options = await screen.findAllByRole('option');
  expect(options.map((option) => /team\/[a-z0-9]+/.exec(option.textContent)?.[0])).toEqual([
    'team/api',
    'team/web9',
    'team/web10',
  ]);
});

test('a row shows creation date, tag mutability, encryption and scanning, copies its URI, and links to the console', async () => {
  const { user, calls } = renderApp({
    'repositories.list': () => [
      repository('team/api', {
        tagMutability: 'IMMUTABLE_WITH_EXCLUSION',
        tagMutabilityExclusions: ['latest'],
        encryption: 'KMS',
      }),
    ],
  });
  await chooseProfile(user, 'Source profile', /^development/);
  const row = (await screen.findByRole('link', { name: 'team/api' })).closest('tr');
  for (const words of ['12 Mar 2026', 'Immutable, except latest', 'KMS', 'Disabled']) {
    expect(row?.textContent).toContain(words);
  }
  await user.click(screen.getByRole('button', { name: 'Copy URI of team/api' }));
  expect(calls.findLast(([name]) => name === 'clipboard.write')?.[1]).toEqual({
    text: repository('team/api').uri,
  });
  expect(screen.getByRole('link', { name: 'View in AWS console' }).getAttribute('href')).toBe(
    'https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/111122223333/team/api?region=eu-west-1',
  );
  expect(screen.queryByRole('columnheader', { name: 'URI' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Repositories preferences' }));
  await user.click(await screen.findByRole('checkbox', { name: 'URI' }));
  await user.click(screen.getByRole('button', { name: 'Confirm' }));
  await screen.findByRole('columnheader', { name: 'URI' });
  expect(row?.isConnected && row.textContent).toContain(repository('team/api').uri);
});

test('an error action focuses the field that fixes it', async () => {
  const { user } = renderApp({
    'repositories.list': () => {
      throw new Refusal({
        code: 'credentials-expired',
        message: 'The credentials have expired.',
        side: 'source',
        action: 'choose-profile',
      });
    },
  });
  await chooseProfile(user, 'Source profile', /^development/);
  await user.click(await screen.findByRole('button', { name: 'Choose another profile' }));
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /^Source profile/ }));
});

test.each([
  ['of the demo', { ...listing, demo: true }],
  [
    'of a custom endpoint',
    { ...listing, profiles: listing.profiles.map((each) => ({ ...each, customEndpoint: true })) },
  ],
])('the repositories %s have no link to the AWS console', async (_of, profiles) => {
  renderWithSides({ 'profiles.list': () => profiles });
  await screen.findByRole('link', { name: 'team/api' });
  expect(screen.queryByRole('link', { name: 'View in AWS console' })).toBeNull();
});
