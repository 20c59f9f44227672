import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../../shared/models/settings.ts';
import type { Throughput } from '../../../shared/models/throughput.ts';
import { formatClock, formatTime } from '../../../shared/format/dates.ts';
import { freshPage } from '../../testing/render-app.tsx';
import { showTransfers } from '../../testing/show-transfers.ts';
import { transfer } from '../../testing/sample-data.ts';
import { markKinds } from './throughput-marks.ts';
import styles from './throughput.module.css';
import { areaPath, createSpeedAxis, formatRoundSpeed, listTimeTicks } from './throughput-scale.ts';

freshPage();

const end = Date.UTC(2026, 10, 23, 12, 4, 30);
const measured: Throughput = { interval: 1000, end, samples: [0, 4_000_000, 8_000_000], marks: [] };

test('the graph describes its values and the bandwidth limit as text', async () => {
  await showTransfers([transfer], {
    'settings.read': () => settingsSchema.parse({ transfers: { bandwidth: 10_000_000 } }),
    'transfers.throughput': () => measured,
  });
  expect(
    await screen.findByRole('img', {
      name: 'Throughput of the last 5 minutes: now 8.0 MB/s, peak 8.0 MB/s, 4.0 MB/s on average. Limited to 10.0 MB/s.',
    }),
  ).toBeTruthy();
});

test('the present speed is that of the running transfers, also before their first second is complete', async () => {
  await showTransfers([{ ...transfer, bytesPerSecond: 3_000_000 }], {
    'transfers.throughput': () => ({ ...measured, samples: [0] }),
  });
  expect(
    await screen.findByRole('img', {
      name: 'Throughput of the last 5 minutes: now 3.0 MB/s, peak 3.0 MB/s, 0 B/s on average.',
    }),
  ).toBeTruthy();
});

test('pauses, throttling and retries are marked, described, and part of the tooltip', async () => {
  const { user } = await showTransfers([transfer], {
    'transfers.throughput': () => ({
      ...measured,
      marks: [
        { at: end - 1000, kind: 'throttled', count: 3 },
        { at: end - 1000, kind: 'retried', count: 1 },
        { at: end, kind: 'paused', count: 1 },
      ],
    }),
  });
  const graph = await screen.findByRole('img', { name: /^Throughput/ });
  expect(graph.getAttribute('aria-label')).toContain('1 transfer paused, 3 calls throttled, 1 call retried.');
  expect(screen.getByText('Throttled by AWS')).toBeTruthy();
  expect(screen.queryByText('Resumed')).toBeNull();

  const slider = screen.getByRole('slider', { name: 'Throughput at a time' });
  slider.focus();
  expect(slider.getAttribute('aria-valuetext')).toBe(`${formatClock(end)}, 8.0 MB/s, 1 transfer paused`);
  await user.keyboard('{ArrowLeft}');
  const text = `${formatClock(end - 1000)}, 4.0 MB/s, 3 calls throttled, 1 call retried`;
  expect(slider.getAttribute('aria-valuetext')).toBe(text);
  expect(screen.getByText(text)).toBeTruthy();
  await user.keyboard('{Home}');
  expect(slider.getAttribute('aria-valuenow')).toBe('0');
  expect(slider.getAttribute('aria-valuetext')).toBe(`${formatClock(end - 2000)}, 0 B/s`);
  await user.keyboard('{Escape}');
  expect(screen.queryByText(`${formatClock(end - 2000)}, 0 B/s`)).toBeNull();

  slider.getBoundingClientRect = () => new DOMRect(0, 0, 299, 80);
  fireEvent.pointerMove(slider, { clientX: 298 });
  expect(await screen.findByText(text)).toBeTruthy();
  fireEvent.pointerLeave(slider);
  await waitFor(() => expect(screen.queryByText(text)).toBeNull());
});

/** The vertical lines of the graph, in the order of their marks, and their places. */
const markLines = (graph: HTMLElement): readonly (readonly [kind: string | undefined, x: number])[] =>
  [...graph.querySelectorAll('line')]
    .filter((line) => line.getAttribute('y1') !== line.getAttribute('y2'))
    .map((line) => [
      markKinds.find((kind) => line.classList.contains(styles[kind] ?? '')),
      Number(line.getAttribute('x1')),
    ]);

test('both axes are labeled, and each mark is a line of its kind at its time', async () => {
  await showTransfers([transfer], {
    'transfers.throughput': () => ({
      ...measured,
      marks: [
        { at: end - 149_500, kind: 'throttled', count: 3 },
        { at: end - 1000, kind: 'paused', count: 1 },
        { at: end, kind: 'resumed', count: 1 },
      ],
    }),
  });
  const graph = await screen.findByRole('img', { name: /^Throughput/ });
  for (const label of ['0 B/s', '2 MB/s', '4 MB/s', '6 MB/s', '8 MB/s'])
    expect(screen.getByText(label)).toBeTruthy();
  for (const minute of [0, 1, 2, 3, 4])
    expect(screen.getByText(formatTime(Date.UTC(2026, 10, 23, 12, minute)))).toBeTruthy();
  expect(markLines(graph)).toEqual([
    ['throttled', 150],
    ['paused', (1 - 1 / 299) * 300],
    ['resumed', 300],
  ]);
});

test('the newest sample is at the right edge', () => {
  expect(areaPath([], 10)).toBe('');
  expect(areaPath([0, 10], 10)).toBe('M299 48L299 48L300 0L300 48Z');
});

test.each([
  [[], undefined, ['0 B/s', '500 B/s', '1 kB/s']],
  [[8_000_000], undefined, ['0 B/s', '2 MB/s', '4 MB/s', '6 MB/s', '8 MB/s']],
  [[8_100_000], 10_000_000, ['0 B/s', '5 MB/s', '10 MB/s']],
  [[900], undefined, ['0 B/s', '500 B/s', '1 kB/s']],
  [[123_456_789], undefined, ['0 B/s', '50 MB/s', '100 MB/s', '150 MB/s']],
])('the axis of %j with the limit %s has round numbers', (perSecond, limit, ticks) => {
  const axis = createSpeedAxis(perSecond, limit);
  expect(axis.ticks.map(formatRoundSpeed).at(-1)).toBe(ticks.at(-1));
  expect(axis.ticks.map(formatRoundSpeed)).toEqual(ticks);
  expect(axis.top).toBe(axis.ticks.at(-1));
});

test('the time axis has the whole minutes of the graph', () => {
  const ticks = listTimeTicks(end, 1000);
  expect(ticks.map(({ time }) => new Date(time).toISOString().slice(11, 19))).toEqual([
    '12:00:00',
    '12:01:00',
    '12:02:00',
    '12:03:00',
    '12:04:00',
  ]);
  expect(ticks.at(-1)?.position).toBeCloseTo(1 - 30 / 299);
});
