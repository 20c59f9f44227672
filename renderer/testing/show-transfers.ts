import { screen } from '@testing-library/react';
import type { Transfer } from '../../shared/models/transfer.ts';
import type { Answers } from './fake-api.ts';
import { renderApp } from './render-app.tsx';
import { transfer } from './sample-data.ts';

export const idOf = (number: number): string => `a0a0a0a0-0000-4000-8000-00000000000${number}`;

/** A waiting transfer from the source repository `name`; `number` is its place in the order of their starts. */
export const waiting = (number: number, name: string): Transfer => ({
  ...transfer,
  id: idOf(number),
  state: { kind: 'waiting' },
  startedAt: transfer.startedAt + number,
  source: { ...transfer.source, repositoryName: name },
});

/** Renders the app with these transfers, and opens their page. */
export async function showTransfers(transfers: readonly Transfer[], answers: Partial<Answers> = {}) {
  const app = renderApp({ 'transfers.list': () => transfers, ...answers });
  await app.user.click(await screen.findByRole('button', { name: /^Transfers/ }));
  return app;
}
