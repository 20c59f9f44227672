import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { parseReference } from '../../../../shared/models/reference.ts';
import { identity, image } from '../../../testing/sample-data.ts';
import { bothSidesChosen, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { answerImages } from '../../../testing/answer-images.ts';

freshPage();

// happy-dom does not implement modal dialogs.
function showModal(this: HTMLDialogElement): void {
  this.open = true;
}

function close(this: HTMLDialogElement): void {
  this.open = false;
}

beforeEach(() => Object.assign(HTMLDialogElement.prototype, { showModal, close }));

function drop(text: string): void {
  const dataTransfer = { types: ['text/plain'], getData: () => text };
  fireEvent.drop(document.body, { dataTransfer });
}

const uri = '444455556666.dkr.ecr.eu-central-1.amazonaws.com/team/web:v1.3';
const resolve = (profiles: readonly string[]) => {
  return ({ text }: { readonly text: string }) => {
    const reference = parseReference(text);
    return reference
      ? ({ kind: 'resolved', reference, profiles } as const)
      : ({ kind: 'not-understood', message: 'This is not the URI of an image.' } as const);
  };
};

test('Ctrl+K finds views, repositories and profiles by words', async () => {
  const { user, calls } = renderApp({ ...bothSidesChosen(), ...answerImages(() => [image(1)]) });
  await screen.findByRole('link', { name: 'team/api' });
  await user.keyboard('{Control>}k{/Control}');
  const field = await screen.findByRole('combobox', { name: /^Find a command/ });
  await user.type(field, 'settings{Enter}');
  expect(await screen.findByRole('heading', { name: 'Settings' })).toBeTruthy();
  expect(screen.queryByRole('dialog', { name: 'Command palette' })).toBeNull();

  await user.keyboard('{Control>}k{/Control}');
  await user.type(screen.getByRole('combobox', { name: /^Find a command/ }), 'open runner{Enter}');
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'images.query')?.[1]).toMatchObject({
      repositoryName: 'tools/runner',
    }),
  );
  await user.keyboard('{Control>}k{/Control}');
  await user.type(screen.getByRole('combobox', { name: /^Find a command/ }), 'source production');
  expect(screen.getAllByRole('option')).toHaveLength(1);
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('button', { name: /^Source profile\s*production/ })).toBeTruthy();
});

test('a pasted URI selects profile, region and repository, and filters by its tag', async () => {
  const { user, calls } = renderApp({
    ...bothSidesChosen(),
    ...answerImages(() => [image(3)]),
    'references.resolve': resolve(['production']),
  });
  await screen.findByRole('link', { name: 'team/api' });
  await user.keyboard('{Control>}k{/Control}');
  await user.click(await screen.findByRole('combobox', { name: /^Find a command/ }));
  await user.paste(uri);
  const option = await screen.findByRole('option', { name: /^Open .*team\/web:v1\.3\s*as production$/ });
  await user.click(option);
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'images.query')?.[1]).toMatchObject({
      profile: 'production',
      region: 'eu-central-1',
      repositoryName: 'team/web',
      filter: { tokens: [{ operator: ':', value: 'v1.3' }] },
    }),
  );
  expect(await screen.findByRole('combobox', { name: 'Filter images' })).toBeTruthy();
});

test('a URI that is pasted during identity checks is offered when they complete', async () => {
  const identified = Promise.withResolvers<void>();
  const { user } = renderApp({
    ...bothSidesChosen(),
    'registries.identify': async (selection) => {
      await identified.promise;
      return identity(selection);
    },
    'references.resolve': resolve([]),
  });
  await screen.findByRole('link', { name: 'team/api' });
  await user.keyboard('{Control>}k{/Control}');
  await user.click(await screen.findByRole('combobox', { name: /^Find a command/ }));
  await user.paste(uri);
  expect(await screen.findByText('Checking accounts…')).toBeTruthy();
  identified.resolve();
  expect(
    await screen.findByRole('option', { name: /^Open .*team\/web:v1\.3\s*as production$/ }),
  ).toBeTruthy();
});

test('a dropped URI is opened; a URI without a matching profile and an invalid one are reported', async () => {
  const { calls } = renderApp({
    ...bothSidesChosen(),
    ...answerImages(() => [image(3)]),
    'references.resolve': resolve([]),
  });
  await screen.findByRole('link', { name: 'team/api' });
  drop('hello');
  expect(await screen.findByText('This is not the URI of an image.')).toBeTruthy();
  drop('999999999999.dkr.ecr.eu-west-1.amazonaws.com/team/web');
  expect(await screen.findByText(/^No profile is known for account 9999-9999-9999/)).toBeTruthy();
  // The AWS files contain no account ID for keys; by now the identity checks have returned it.
  drop(uri);
  await waitFor(() =>
    expect(calls.findLast(([name]) => name === 'images.query')?.[1]).toMatchObject({
      profile: 'production',
      repositoryName: 'team/web',
    }),
  );
});
