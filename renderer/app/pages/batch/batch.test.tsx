import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Batch } from '../../../../shared/models/batch.ts';
import { bothSidesChosen, choose, freshPage, renderApp } from '../../../testing/render-app.tsx';
import { answerImages } from '../../../testing/answer-images.ts';
import { image } from '../../../testing/sample-data.ts';
import { batch } from '../../../testing/sample-workspace.ts';

freshPage();

const images = [
  image(1, { tags: ['v2.0.0', 'latest'] }),
  image(2, { tags: ['v1.9.0'] }),
  image(3, { tags: ['main-1'] }),
];

// Uses label and text queries: role queries over two full pages take seconds in happy-dom.
async function openBatch(user: ReturnType<typeof renderApp>['user']): Promise<void> {
  await user.click(await screen.findByRole('checkbox', { name: 'Select team/api' }));
  await user.click(screen.getByRole('checkbox', { name: 'Select team/web' }));
  await user.click(screen.getByText('Configure tags and names'));
  await screen.findByText('4 of 4 tags selected, on 3 images.');
}

const planButton = () => screen.getByText('Plan').closest('button');

test('a filter shows which tags it selects and why; an invalid filter disables planning', async () => {
  const { user, calls } = renderApp({ ...bothSidesChosen(), ...answerImages(() => images) });
  await openBatch(user);
  await user.click(screen.getByText('Add rule'));
  expect(screen.getByText('Enter a pattern.')).toBeTruthy();
  expect(screen.getByText('Complete the rules to see which tags they select.')).toBeTruthy();
  expect(planButton()?.disabled).toBe(true);
  await user.click(screen.getByLabelText('Pattern of rule 1'));
  await user.paste('v*');
  expect(await screen.findByText('2 of 4 tags selected, on 2 images.')).toBeTruthy();
  expect(screen.getAllByText('Rule 1: does not match')).toHaveLength(2);
  // The main process refuses a rule without a pattern.
  expect(
    calls.flatMap(([name, input]) => (name === 'images.previewRules' ? [input] : [])),
  ).not.toContainEqual(expect.objectContaining({ rules: [expect.objectContaining({ pattern: '' })] }));
  await user.click(screen.getByText('Plan'));
  expect(calls.find(([name]) => name === 'batches.create')?.[1]).toMatchObject({
    kind: 'repositories',
    repositories: ['team/api', 'team/web'],
    filter: [{ kind: 'glob', pattern: 'v*', exclude: false }],
    destination: { profile: 'production', region: 'eu-central-1', createRepository: true },
  });
});

test('new names are shown and validated before planning', async () => {
  const { user, calls } = renderApp({ ...bothSidesChosen(), ...answerImages(() => images) });
  await openBatch(user);
  const names = screen.getByLabelText('Repository renaming rules');
  await user.click(within(names).getByText('Add renaming rule'));
  const prefix = within(names).getByLabelText('Prefix of renaming rule 1');
  await user.click(prefix);
  await user.paste('Bad');
  expect(screen.getByText('2 names cannot be used.')).toBeTruthy();
  expect(planButton()?.disabled).toBe(true);
  await user.clear(prefix);
  await user.paste('mirror/');
  const renamed = screen.getByLabelText('Repository names');
  expect(within(renamed).getAllByText('Will be created')).toHaveLength(2);
  expect(renamed.textContent).toContain('mirror/team/api');
  await user.click(screen.getByText('Plan'));
  expect(calls.find(([name]) => name === 'batches.create')?.[1]).toMatchObject({
    renames: { repositories: [{ kind: 'add-prefix', prefix: 'mirror/' }], tags: [] },
  });
});

test('planning progress is shown, and all plans are started together', async () => {
  const { user, calls, emit } = renderApp({
    ...bothSidesChosen(),
    'batches.create': (request): Batch => ({ ...batch, request, state: { kind: 'working' } }),
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Select team/api' }));
  await user.click(screen.getByRole('button', { name: 'Configure tags and names' }));
  await user.click(await screen.findByRole('button', { name: 'Plan' }));
  await screen.findByRole('table', { name: 'Plans' });
  const replicate = screen.getAllByRole('button', { name: 'Replicate' }).at(-1);
  expect(replicate).toHaveProperty('disabled', true);
  expect(screen.getByRole('button', { name: 'Stop planning' })).toBeTruthy();
  emit('batches.updated', {
    id: batch.id,
    state: { kind: 'ready', blockers: [] },
    totals: batch.totals,
    rows: [],
  });
  await waitFor(() => expect(replicate).toHaveProperty('disabled', false));
  expect(screen.getByText('The filter selects none of 12 tags.')).toBeTruthy();
  if (replicate) await user.click(replicate);
  const overwrite = await screen.findByRole('dialog', { name: 'Overwrite 1 tag?' });
  await user.click(within(overwrite).getByRole('button', { name: 'Cancel' }));
  expect(calls.some(([name]) => name === 'batches.start')).toBe(false);
  if (replicate) await user.click(replicate);
  await user.click(await screen.findByRole('button', { name: 'Overwrite and replicate' }));
  expect(calls).toContainEqual(['batches.start', { batchId: batch.id }]);
  expect(await screen.findByRole('heading', { name: 'Transfers' })).toBeTruthy();
});

test('the estimate of a batch counts the manifests and tags that ECR accepts in a second', async () => {
  const [row] = batch.rows;
  if (row?.state.kind !== 'planned') throw new Error('no plan');
  const plans = row.state.plans.map((each) => ({ ...each, putImageCalls: 400 }));
  const { user } = renderApp({
    ...bothSidesChosen(),
    'batches.create': (request): Batch => ({
      ...batch,
      request,
      rows: [{ ...row, state: { kind: 'planned', plans } }],
    }),
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Select team/api' }));
  await user.click(screen.getByRole('button', { name: 'Configure tags and names' }));
  await user.click(await screen.findByRole('button', { name: 'Plan' }));
  expect(
    await screen.findByText('At least 40 s: ECR accepts 10 of 400 PutImage requests a second'),
  ).toBeTruthy();
});

test('blocked repositories come first; a protected account requires its label', async () => {
  const [planned, other] = batch.rows;
  if (!planned || !other) throw new Error('no rows');
  const error = { code: 'access-denied', message: 'Not allowed.', retryable: false } as const;
  const failed = { ...other, sourceRepository: 'team/web', state: { kind: 'failed', error } } as const;
  const { user, calls } = renderApp({
    ...bothSidesChosen({
      accounts: { '444455556666': { label: 'Prod', color: 'red', isProtected: true } },
    }),
    'batches.create': (request): Batch => ({ ...batch, request, rows: [planned, failed] }),
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Select team/api' }));
  await user.click(screen.getByRole('button', { name: 'Configure tags and names' }));
  await user.click(await screen.findByRole('button', { name: 'Plan' }));
  const table = await screen.findByRole('table', { name: 'Plans' });
  const [first] = within(table).getAllByRole('rowheader');
  expect(first?.textContent).toContain('team/web');
  expect(first?.textContent).toContain('Not allowed.');
  expect(screen.getByText(/1 repository is skipped/)).toBeTruthy();
  const replicate = screen.getAllByRole('button', { name: 'Replicate' }).at(-1);
  await waitFor(() => expect(replicate).toHaveProperty('disabled', false));
  if (replicate) await user.click(replicate);
  await user.click(await screen.findByRole('button', { name: 'Overwrite and replicate' }));
  const dialog = await screen.findByRole('dialog', { name: 'This account is protected' });
  await user.type(within(dialog).getByRole('textbox'), 'Prod{Enter}');
  await waitFor(() =>
    expect(calls).toContainEqual(['batches.start', { batchId: batch.id, confirmation: 'Prod' }]),
  );
});

test('the same rules select tags within one repository', async () => {
  const { user } = renderApp({ ...bothSidesChosen(), ...answerImages(() => images) });
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  await user.click(await screen.findByRole('button', { name: 'Select by rules' }));
  const dialog = await screen.findByRole('dialog', { name: 'Select by rules' });
  await user.click(within(dialog).getByRole('button', { name: 'Add rule' }));
  await choose(user, 'Kind of rule 1', /Version in range/);
  await user.click(within(dialog).getByRole('textbox', { name: 'Range of rule 1' }));
  await user.paste('>=1.9');
  await user.click(within(dialog).getByRole('button', { name: 'Select 2 tags' }));
  expect(screen.getByText('2 images, 2 tags of team/api')).toBeTruthy();
  const latest = await screen.findByRole('button', { name: 'Tag latest' });
  expect(latest.getAttribute('aria-pressed')).toBe('false');
});
