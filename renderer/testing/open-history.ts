import { act, screen } from '@testing-library/react';
import type { HistorySummary } from '../../shared/models/history.ts';
import { answerImages } from './answer-images.ts';
import { renderApp } from './render-app.tsx';
import { image } from './sample-data.ts';
import { historyEntry } from './sample-workspace.ts';

const { images, request: _, ...rest } = historyEntry;
/** An entry of the list; `number` is in its id and in the name of its source repository. */
export const summary = (number: number): HistorySummary => ({
  ...rest,
  id: `d0d0d0d0-0000-4000-8000-${String(number).padStart(12, '0')}`,
  imageCount: images.length,
  source: { ...rest.source, repositoryName: `team/app-${number}` },
});
/** The entries of the history. */
export const all = Array.from({ length: 30 }, (_each, index) => summary(index));

/** Renders the app, and opens the page of the history. */
export async function openHistory(...[answers]: Parameters<typeof renderApp>) {
  const app = renderApp({
    'history.search': ({ offset, limit, text = '', results }) => {
      const fitting = all.filter(
        ({ source, result }) =>
          source.repositoryName.includes(text) && (results === undefined || results.includes(result)),
      );
      return {
        entries: fitting.slice(offset, offset + limit),
        matching: fitting.length,
        total: all.length,
        demo: 0,
      };
    },
    ...answerImages(() => [image(1, { tags: ['v1.1', 'latest'] })]),
    ...answers,
  });
  await screen.findByRole('button', { name: /^Source profile/ });
  act(() => app.emit('menu.command', 'show-history'));
  await screen.findByRole('heading', { name: /^History/ });
  return app;
}

export const table = () => screen.findByRole('table', { name: 'History' });
