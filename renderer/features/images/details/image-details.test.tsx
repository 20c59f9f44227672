import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Refusal } from '../../../testing/fake-api.ts';
import { bothSidesChosen, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { answerImages } from '../../../testing/answer-images.ts';
import { image, listing } from '../../../testing/sample-data.ts';
import { imageDetails } from '../../../testing/sample-workspace.ts';

freshPage();

const one = image(1);
const copiedTexts = (calls: readonly (readonly [string, unknown])[]): readonly unknown[] =>
  calls.filter(([name]) => name === 'clipboard.write').map(([, input]) => input);

test('details open by key, show their parts in tabs, and can be copied', async () => {
  const { user, calls } = renderApp({ ...bothSidesChosen(), ...answerImages(() => [one]) });
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  const box = await screen.findByRole('checkbox', { name: 'Select v1.1' });
  box.focus();
  await user.keyboard('i');
  const dialog = await screen.findByRole('dialog', { name: 'team/api: v1.1' });
  const overview = await within(dialog).findByLabelText('Image properties');
  expect(overview.textContent).toContain('linux/amd64');
  expect(overview.textContent).toContain('2 high');
  expect(within(dialog).getByLabelText('Labels').textContent).toContain('git.example.com');
  for (const what of ['digest', 'URI', 'pull command'])
    await user.click(within(overview).getByRole('button', { name: `Copy ${what}` }));
  const uri = imageDetails(one.digest).uri;
  expect(copiedTexts(calls)).toEqual([
    { text: one.digest },
    { text: uri },
    { text: `docker pull ${uri.slice(0, uri.indexOf('@'))}:v1.1` },
  ]);

  await user.click(within(dialog).getByRole('tab', { name: 'Layers' }));
  const steps = within(dialog).getByRole('list', { name: 'Layers and history' });
  expect(within(steps).getAllByRole('listitem')).toHaveLength(3);
  expect(within(steps).getByText('No layer')).toBeTruthy();
  await user.click(within(dialog).getByRole('tab', { name: 'Config' }));
  const config = within(dialog).getByRole('region', { name: 'Config' });
  expect(config.textContent).toBe('{\n  "architecture": "amd64",\n  "os": "linux"\n}');
  await user.click(within(dialog).getByRole('button', { name: 'Copy config' }));
  expect(copiedTexts(calls).at(-1)).toEqual({ text: '{"architecture":"amd64","os":"linux"}' });

  await user.click(within(dialog).getByRole('button', { name: 'Close details' }));
  await waitFor(() => expect(screen.queryByRole('dialog', { name: 'team/api: v1.1' })).toBeNull());
});

test('details that cannot be loaded show the reason and a retry', async () => {
  let attempts = 0;
  const { user } = renderApp({
    ...bothSidesChosen(),
    ...answerImages(() => [one]),
    'images.details': ({ digest }) => {
      attempts += 1;
      if (attempts > 1) return { ...imageDetails(digest), findings: { kind: 'hidden' } };
      throw new Refusal({ code: 'network', message: 'Nobody answers.' });
    },
  });
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  await user.click(await screen.findByRole('button', { name: 'Details of v1.1' }));
  expect(await screen.findByText('Nobody answers.')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('This profile has no permission to read scan findings.')).toBeTruthy();
});

/** Opens the details of the image. */
async function openProperties(profiles = listing) {
  const { user } = renderApp({
    ...bothSidesChosen(),
    ...answerImages(() => [one]),
    'profiles.list': () => profiles,
  });
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  await user.click(await screen.findByRole('button', { name: 'Details of v1.1' }));
  return within(await screen.findByLabelText('Image properties'));
}

test('the properties link to the image in the AWS console', async () => {
  const properties = await openProperties();
  expect(properties.getByRole('link', { name: /^View in AWS console/ }).getAttribute('href')).toBe(
    `https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/111122223333/team/api/_/image/${one.digest}/details?region=eu-west-1`,
  );
});

test.each([
  ['of the demo', { ...listing, demo: true }],
  [
    'of a custom endpoint',
    { ...listing, profiles: listing.profiles.map((each) => ({ ...each, customEndpoint: true })) },
  ],
])('the images %s have no link to the AWS console', async (_of, profiles) => {
  const properties = await openProperties(profiles);
  expect(properties.getByText('Digest')).toBeTruthy();
  expect(properties.queryByRole('link', { name: /^View in AWS console/ })).toBeNull();
  expect(properties.queryByText('AWS console')).toBeNull();
});
