import { act, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { parseReference } from '../../../shared/models/reference.ts';
import type { ResolvedReference } from '../../../shared/models/resolved-reference.ts';
import { answerImages } from '../../testing/answer-images.ts';
import { bothSidesChosen, freshPage, renderApp } from '../../testing/render-app.tsx';
import { identity, image } from '../../testing/sample-data.ts';

freshPage();

function resolved(uri: string, profiles: readonly string[]): ResolvedReference {
  const reference = parseReference(uri);
  if (!reference) throw new Error(`${uri} is no reference.`);
  return { kind: 'resolved', reference, profiles };
}

const uri = '444455556666.dkr.ecr.eu-central-1.amazonaws.com/team/web:v1.3';

/** The answers of an app in which these were opened, one after another. */
const answers = (...opened: (ResolvedReference | null)[]) => ({
  ...bothSidesChosen(),
  ...answerImages(() => [image(3)]),
  'references.takeOpened': () => opened.shift() ?? null,
});

const openedImages = (calls: readonly (readonly [string, unknown])[]) =>
  calls.findLast(([name]) => name === 'images.query')?.[1];

test('opens the link with which the app was started once its data is there', async () => {
  const { calls } = renderApp(answers(resolved(uri, ['production'])));
  await waitFor(() =>
    expect(openedImages(calls)).toMatchObject({
      profile: 'production',
      region: 'eu-central-1',
      repositoryName: 'team/web',
    }),
  );
});

test('waits for pending identity checks before it reports that there is no profile', async () => {
  const identified = Promise.withResolvers<void>();
  const { calls } = renderApp({
    ...answers(resolved(uri, [])),
    'registries.identify': async (selection) => {
      await identified.promise;
      return identity(selection);
    },
  });
  await waitFor(() => expect(calls.map(([name]) => name)).toContain('references.takeOpened'));
  expect(screen.queryByText(/^No profile is known/)).toBeNull();
  identified.resolve();
  await waitFor(() => expect(openedImages(calls)).toMatchObject({ repositoryName: 'team/web' }));
});

test('opens what arrives later, and reports what it cannot open', async () => {
  const { calls, emit } = renderApp(
    answers(
      null,
      { kind: 'not-understood', message: 'The link was not opened.' },
      resolved(uri, ['production']),
    ),
  );
  await screen.findByRole('link', { name: 'team/api' });
  act(() => emit('references.opened', null));
  expect(await screen.findByText('The link was not opened.')).toBeTruthy();
  act(() => emit('references.opened', null));
  await waitFor(() => expect(openedImages(calls)).toMatchObject({ repositoryName: 'team/web' }));
});
