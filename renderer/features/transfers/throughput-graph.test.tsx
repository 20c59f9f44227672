import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { freshPage } from '../../testing/render-app.tsx';
import { showTransfers } from '../../testing/show-transfers.ts';
import { transfer } from '../../testing/sample-data.ts';
import { areaPath } from './throughput-path.ts';

freshPage();

test('the graph describes its values and the bandwidth limit as text', async () => {
  await showTransfers([transfer], {
    'settings.read': () => settingsSchema.parse({ transfers: { bandwidth: 10_000_000 } }),
    'transfers.throughput': () => ({ interval: 1000, end: 5000, samples: [0, 4_000_000, 8_000_000] }),
  });
  expect(
    await screen.findByRole('img', {
      name: 'Throughput of the last 5 minutes: now 4.0 MB/s, peak 8.0 MB/s, 4.0 MB/s on average. Limited to 10.0 MB/s.',
    }),
  ).toBeTruthy();
});

test('the newest sample is at the right edge', () => {
  expect(areaPath([], 10, 4)).toBe('');
  expect(areaPath([0, 10], 10, 4)).toBe('M200 48L200 48L300 0L300 48Z');
});
