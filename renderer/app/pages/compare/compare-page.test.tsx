import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Refusal } from '../../../testing/fake-api.ts';
import { bothSidesChosen, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { answerImages } from '../../../testing/answer-images.ts';
import { digestOf, identity, image } from '../../../testing/sample-data.ts';
import type { TableSettings } from '../../../../shared/models/table-view.ts';
import { settingsSchema } from '../../../../shared/models/settings.ts';
import { comparison } from '../../../testing/sample-workspace.ts';

freshPage();

const tags = (): readonly (string | null)[] =>
  within(screen.getByRole('table', { name: 'Comparison' }))
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);

/** The views that were saved last. */
const settingsViews = (calls: ReturnType<typeof renderApp>['calls']): TableSettings['views'] =>
  settingsSchema.partial().parse(calls.findLast(([name]) => name === 'settings.change')?.[1]).tables?.views ??
  {};

test('compares a repository, filters and exports the result, and plans the differences with one click', async () => {
  const { user, calls } = renderApp({
    ...bothSidesChosen(),
    ...answerImages(() => [image(1)]),
    'comparisons.create': () => comparison,
  });
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  await user.click(await screen.findByText('Compare'));
  await screen.findByRole('table', { name: 'Comparison' });
  expect(calls.find(([name]) => name === 'comparisons.create')?.[1]).toEqual({
    source: { profile: 'development', region: 'eu-west-1' },
    destination: { profile: 'production', region: 'eu-central-1' },
    pairs: [{ source: 'team/api', destination: 'team/api' }],
  });
  expect(tags()).toEqual(['latest', '1.5.0', 'rollback', '1.4.0']);
  expect(screen.getByText('The source is newer')).toBeTruthy();
  // Sorted by tag; the order is saved.
  const [sortByTag] = within(screen.getByRole('table', { name: 'Comparison' })).getAllByRole('button', {
    name: /^Tag/,
  });
  if (!sortByTag) throw new Error('no header');
  await user.click(sortByTag);
  await waitFor(() => expect(tags()).toEqual(['1.4.0', '1.5.0', 'latest', 'rollback']));
  await user.click(screen.getByText('Different (1)'));
  await waitFor(() => expect(tags()).toEqual(['latest']));
  await user.click(screen.getByText('All (4)'));
  await user.click(screen.getByLabelText('Filter tags'));
  await user.paste(digestOf(9).slice(0, 20));
  await waitFor(() => expect(tags()).toEqual(['rollback']));
  await waitFor(() => {
    const views = settingsViews(calls);
    expect(views['comparison']?.sortedBy).toEqual({ column: 'tag', descending: false });
    expect(views['comparison development eu-west-1 production eu-central-1 team/api team/api']).toEqual({
      filter: digestOf(9).slice(0, 20),
    });
  });

  await user.click(screen.getByText('Export'));
  await user.click(await screen.findByRole('menuitem', { name: 'CSV' }));
  expect(calls).toContainEqual(['comparisons.export', { comparisonId: comparison.id, format: 'csv' }]);

  await user.click(screen.getByText('Replicate differences'));
  expect(await screen.findByText('Review', { selector: 'h1' })).toBeTruthy();
  expect(calls.find(([name]) => name === 'batches.create')?.[1]).toMatchObject({
    kind: 'requests',
    requests: [
      {
        source: { profile: 'development', repositoryName: 'team/api' },
        destination: { profile: 'production', repositoryName: 'team/api', createRepository: true },
        images: [
          { digest: digestOf(1), sourceTags: ['1.5.0', 'latest'], destinationTags: ['1.5.0', 'latest'] },
        ],
      },
    ],
  });
  await user.click(screen.getByRole('button', { name: 'Back' }));
  expect(await screen.findByRole('table', { name: 'Comparison' })).toBeTruthy();
  expect(calls.filter(([name]) => name === 'comparisons.create')).toHaveLength(1);
});

test('compares several repositories and updates as results arrive; a failure shows its reason and can be retried', async () => {
  const request = {
    source: comparison.request.source,
    destination: comparison.request.destination,
    pairs: ['team/api', 'team/web'].map((name) => ({ source: name, destination: name })),
  };
  const waiting = request.pairs.map((pair) => ({ ...pair, state: { kind: 'waiting' } as const }));
  const { user, calls, emit } = renderApp({
    ...bothSidesChosen(),
    'registries.identify': identity,
    'comparisons.create': () => ({ ...comparison, request, state: 'working', pairs: waiting }),
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Select team/api' }));
  await user.click(screen.getByRole('checkbox', { name: 'Select team/web' }));
  expect(screen.getByText('2 repositories')).toBeTruthy();
  emit('menu.command', 'compare');
  expect(await screen.findByText('Comparing: 0 of 2 repositories')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Replicate differences' })).toHaveProperty('disabled', true);

  const error = {
    code: 'access-denied',
    side: 'destination',
    message: 'Not allowed ecr:DescribeImages.',
    retryable: false,
  } as const;
  const [compared] = comparison.pairs;
  if (!compared) throw new Error('no pair');
  emit('comparisons.updated', {
    id: comparison.id,
    state: 'done',
    pairs: [
      { index: 0, pair: compared },
      { index: 1, pair: { source: 'team/web', destination: 'team/web', state: { kind: 'failed', error } } },
    ],
  });
  expect(await screen.findByText('Comparison failed: team/web')).toBeTruthy();
  expect(tags()).toHaveLength(4);
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  await waitFor(() => expect(calls.filter(([name]) => name === 'comparisons.create')).toHaveLength(2));
});

test('a comparison that cannot start shows the reason', async () => {
  const { user } = renderApp({
    ...bothSidesChosen(),
    ...answerImages(() => [image(1)]),
    'comparisons.create': () => {
      throw new Refusal({ code: 'network', message: 'Nobody answers.', side: 'source' });
    },
  });
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  await user.click(await screen.findByRole('button', { name: 'Compare' }));
  expect(await screen.findByText('Nobody answers.')).toBeTruthy();
  expect(screen.getByText('Comparison failed.')).toBeTruthy();
});
