import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Answers } from '../../../testing/fake-api.ts';
import { Refusal } from '../../../testing/fake-api.ts';
import { bothSidesChosen, choose, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { answerImages } from '../../../testing/answer-images.ts';
import { image } from '../../../testing/sample-data.ts';

freshPage();

const denied = (action: string): Refusal =>
  new Refusal({ code: 'access-denied', message: `Not allowed ${action}.`, denied: { action } });

/** A role that can pull and push, but not list. */
const listsNothing: Partial<Answers> = {
  'repositories.list': () => {
    throw denied('ecr:DescribeRepositories');
  },
  ...answerImages(() => {
    throw denied('ecr:DescribeImages');
  }),
};

test('repository, tag and destination can be typed when listing is denied', async () => {
  const { user, calls } = renderApp({ ...bothSidesChosen(), ...listsNothing });
  expect(
    await screen.findAllByText(
      'No list of repositories: ecr:DescribeRepositories is denied. Enter the name of the repository.',
    ),
  ).toHaveLength(2);
  const repositories = await screen.findByRole('form', { name: 'Open a repository by name' });
  await user.type(within(repositories).getByRole('textbox', { name: 'Repository name or URI' }), 'team/api');
  await user.click(within(repositories).getByRole('button', { name: 'Open' }));

  const images = await screen.findByRole('form', { name: 'Select images by name' });
  const field = within(images).getByRole('textbox', { name: 'Tag or digest' });
  expect(
    within(images).getByText('No list of images: ecr:DescribeImages is denied. Enter a tag or a digest.'),
  ).toBeTruthy();
  await user.type(field, '-1{Enter}');
  expect(await within(images).findByText(/A tag is up to 128 letters/)).toBeTruthy();
  await user.clear(field);
  await user.type(field, '1.0{Enter}');
  expect(await within(images).findByRole('button', { name: /^Remove 1\.0/ })).toBeTruthy();
  expect(calls.findLast(([name]) => name === 'images.find')?.[1]).toEqual({
    profile: 'development',
    region: 'eu-west-1',
    repositoryName: 'team/api',
    references: ['1.0'],
  });
  await user.type(field, 'latest{Enter}');
  expect(await within(images).findByRole('button', { name: /^Remove 1\.0, latest/ })).toBeTruthy();

  await choose(user, 'Destination repository', /^release\/api/, 'release/api');
  await user.click(screen.getByRole('button', { name: 'Review' }));
  await screen.findByRole('heading', { name: 'Review' });
  expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
    source: { repositoryName: 'team/api' },
    destination: { repositoryName: 'release/api', createRepository: false },
    images: [{ digest: image(0).digest, sourceTags: ['1.0', 'latest'] }],
  });
});

test('a tag that does not exist is reported', async () => {
  const { user } = renderApp({ ...bothSidesChosen(), ...listsNothing, 'images.find': () => [] });
  await user.type(await screen.findByRole('textbox', { name: 'Repository name or URI' }), 'team/api{Enter}');
  await user.type(await screen.findByRole('textbox', { name: 'Tag or digest' }), 'gone{Enter}');
  expect(await screen.findByText('There is no tag gone in team/api.')).toBeTruthy();
});

test('a URI opens its registry, repository and tag', async () => {
  const { user, calls } = renderApp({ ...bothSidesChosen(), ...listsNothing });
  expect(
    await screen.findAllByText(
      'No list of repositories: ecr:DescribeRepositories is denied. Enter the name of the repository.',
    ),
  ).toHaveLength(2);
  const uri = '999900001111.dkr.ecr.us-east-1.amazonaws.com/shared/base:3.19';
  await user.type(await screen.findByRole('textbox', { name: 'Repository name or URI' }), `${uri}{Enter}`);
  const field = await screen.findByRole('textbox', { name: 'Tag or digest' });
  expect(field).toHaveProperty('value', '3.19');
  await user.click(screen.getByRole('button', { name: 'Select' }));
  await screen.findByRole('button', { name: /^Remove 3\.19/ });
  expect(calls.findLast(([name]) => name === 'images.find')?.[1]).toEqual({
    profile: 'development',
    region: 'us-east-1',
    registryId: '999900001111',
    repositoryName: 'shared/base',
    references: ['3.19'],
  });
});

test("another account's registry can be the source", async () => {
  const { user, calls } = renderApp(bothSidesChosen());
  const listed = () => calls.findLast(([name]) => name === 'repositories.list')?.[1];
  const own = { profile: 'development', region: 'eu-west-1' };
  const source = await screen.findByRole('group', { name: 'Source' });
  const registry = () => within(source).getByRole('textbox', { name: 'Registry account' });
  await user.type(registry(), '9999-0000{Enter}');
  expect(await within(source).findByText('An AWS account has 12 digits.')).toBeTruthy();
  await user.type(registry(), '-1111{Enter}');
  await screen.findByRole('table', { name: 'Repositories' });
  await expect.poll(listed).toEqual({ ...own, registryId: '999900001111' });

  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  await user.click(await screen.findByRole('button', { name: 'Tag v1.1' }));
  await user.click(screen.getByRole('button', { name: 'Review' }));
  await screen.findByRole('heading', { name: 'Review' });
  expect(calls.findLast(([name]) => name === 'plans.create')?.[1]).toMatchObject({
    source: { ...own, registryId: '999900001111', repositoryName: 'team/api' },
  });
});
