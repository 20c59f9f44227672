import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { UndoContext, useOfferUndo, useScopedUndo } from '../../../components/undo.ts';
import { loadPages } from '../../page/lazy-page.tsx';
import { useUndoOffers } from '../../providers/undo/use-undo-offers.ts';
import type { StartTimer } from './undo-flash.tsx';
import { UndoPlace } from './undo-place.tsx';

beforeAll(() => loadPages(() => Promise.resolve()));
afterEach(cleanup);

/** Timers that end when the test says so. */
function createTimers() {
  const running = new Set<() => void>();
  const startTimer: StartTimer = (run, milliseconds) => {
    expect(milliseconds).toBe(10_000);
    running.add(run);
    return () => running.delete(run);
  };
  const elapse = (): void =>
    act(() => {
      for (const run of running) run();
    });
  return { running, startTimer, elapse };
}

function Page({ log, scope }: { readonly log: string[]; readonly scope: string }) {
  const offerUndo = useOfferUndo();
  const offerHere = useScopedUndo(scope);
  const offer = (name: string) => ({
    text: `${name} cleared.`,
    undo: () => void log.push(`undo ${name}`),
    onEnd: () => void log.push(`end ${name}`),
  });
  return (
    <main tabIndex={-1}>
      <button onClick={() => offerUndo(offer('One'))}>One</button>
      <button onClick={() => offerUndo(offer('Two'))}>Two</button>
      <button onClick={() => offerUndo({ ...offer('Setting'), key: 'setting' })}>Setting</button>
      <button onClick={() => offerHere(offer('Here'))}>Here</button>
      <input aria-label="Text" />
    </main>
  );
}

function setUp() {
  const log: string[] = [];
  const timers = createTimers();
  function App({ scope }: { readonly scope: string }) {
    const { offerUndo, ...offers } = useUndoOffers();
    return (
      <UndoContext value={offerUndo}>
        <Page log={log} scope={scope} />
        <UndoPlace {...offers} startTimer={timers.startTimer} />
      </UndoContext>
    );
  }
  const { rerender } = render(<App scope="a" />);
  const user = userEvent.setup({ delay: null });
  const click = (name: string | RegExp): Promise<void> => user.click(screen.getByRole('button', { name }));
  return { log, timers, user, click, changeScope: () => rerender(<App scope="b" />) };
}

const undoButton = (name: string) => screen.findByRole('button', { name: `Undo: ${name} cleared.` });

test('an offer is announced, undone by its button, and ends once', async () => {
  const { log, timers, click } = setUp();
  await click('One');
  await undoButton('One');
  expect(screen.getAllByText('One cleared.').some((each) => each.closest('[role=status]'))).toBe(true);
  await click(/^Undo/);
  expect(log).toEqual(['undo One']);
  expect(screen.queryByText('One cleared.')).toBeNull();
  timers.elapse();
  expect(log).toEqual(['undo One']);
});

test('an offer ends after ten seconds, not while the pointer or the focus is on it', async () => {
  const { log, timers, user, click } = setUp();
  await click('One');
  const undo = await undoButton('One');
  await waitFor(() => expect(timers.running.size).toBe(1));
  await user.hover(undo);
  await waitFor(() => expect(timers.running.size).toBe(0));
  await user.unhover(undo);
  await waitFor(() => expect(timers.running.size).toBe(1));
  act(() => undo.focus());
  expect(timers.running.size).toBe(0);
  act(() => screen.getByRole('button', { name: 'Two' }).focus());
  expect(timers.running.size).toBe(1);
  timers.elapse();
  expect(log).toEqual(['end One']);
  expect(screen.queryByText('One cleared.')).toBeNull();
});

test('F6 moves the focus to the latest offer and back; the focus returns when the offers are gone', async () => {
  const { log, user, click } = setUp();
  await click('One');
  await click('Two');
  const two = screen.getByRole('button', { name: 'Two' });
  await undoButton('Two');
  await user.keyboard('{F6}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Undo: Two cleared.');
  await user.keyboard('{F6}');
  expect(document.activeElement).toBe(two);
  await user.keyboard('{F6}{Enter}');
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Undo: One/));
  await user.keyboard('{Enter}');
  expect(log).toEqual(['undo Two', 'undo One']);
  await waitFor(() => expect(document.activeElement).toBe(two));
});

test('Ctrl+Z undoes the latest change, except in a text field', async () => {
  const { log, user, click } = setUp();
  await click('One');
  await click('Two');
  await user.keyboard('{Control>}z{/Control}');
  expect(log).toEqual(['undo Two']);
  await user.click(screen.getByRole('textbox', { name: 'Text' }));
  await user.keyboard('{Control>}z{/Control}');
  expect(log).toEqual(['undo Two']);
});

test('an offer with the same key is replaced, and one of another scope is withdrawn', async () => {
  const { log, click, changeScope } = setUp();
  await click('Setting');
  await click('Setting');
  expect(log).toEqual(['end Setting']);
  await click('Here');
  changeScope();
  expect(log).toEqual(['end Setting', 'end Here']);
});
