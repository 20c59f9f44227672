import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { freshPage } from '../../testing/render-app.tsx';
import type { Answers } from '../../testing/fake-api.ts';
import { Refusal } from '../../testing/fake-api.ts';
import { showTransfers } from '../../testing/show-transfers.ts';
import { transfer } from '../../testing/sample-data.ts';

freshPage();

const finished = {
  ...transfer,
  state: { kind: 'done', finishedAt: transfer.startedAt + 9_000 },
} as const;

async function openComparison(answers: Partial<Answers> = {}) {
  const app = await showTransfers([finished], answers);
  const toggle = await screen.findByRole('button', { name: /^Images of/ });
  if (toggle.getAttribute('aria-expanded') === 'false') await app.user.click(toggle);
  expect(app.calls.some(([name]) => name === 'history.read')).toBe(false);
  await app.user.click(await screen.findByRole('button', { name: /^Planned and actual of/ }));
  return app;
}

test('a finished transfer compares what was planned with what happened, once it is asked for', async () => {
  await openComparison();
  const table = await screen.findByRole('table', { name: 'Planned and actual' });
  expect(within(table).getByRole('row', { name: /^Duration/ }).textContent).toContain('6 s longer');
});

test('a transfer whose entry was deleted from the history has no comparison', async () => {
  await openComparison({
    'history.read': () => {
      throw new Refusal({ code: 'invalid-input', message: 'This entry is no longer in the history.' });
    },
  });
  expect(await screen.findByText('The history has no numbers of this plan.')).toBeTruthy();
});
