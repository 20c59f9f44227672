import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { historyEntry } from '../testing/sample-workspace.ts';
import { PlannedAndActual } from './planned-and-actual.tsx';

afterEach(cleanup);

const textsOf = (name: string): readonly (string | null)[] =>
  within(screen.getByRole('row', { name: new RegExp(`^${name}`) }))
    .getAllByRole('cell')
    .map((cell) => cell.textContent);

test('the numbers of the plan stand beside what happened, with differences marked', () => {
  render(<PlannedAndActual entry={historyEntry} />);
  expect(screen.getByRole('table', { name: 'Planned and actual' })).toBeTruthy();
  expect(textsOf('Images')).toEqual(['1', '1', 'As planned']);
  expect(textsOf('Transferred')).toEqual(['30.0 MB', '30.0 MB', 'As planned']);
  expect(textsOf('Duration')).toEqual(['About 3 s', '9 s', '6 s longer']);
});

test('a duration that was not estimated is neither as planned nor different', () => {
  const { seconds: _, ...planned } = historyEntry.planned!;
  render(<PlannedAndActual entry={{ ...historyEntry, planned }} />);
  expect(textsOf('Duration')).toEqual(['Not estimated', '9 s', '–']);
});

test('an entry of an earlier version has no numbers of its plan', () => {
  const { planned: _, ...earlier } = historyEntry;
  const { container } = render(<PlannedAndActual entry={earlier} />);
  expect(container.textContent).toBe('');
});
