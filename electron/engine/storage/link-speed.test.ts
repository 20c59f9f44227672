import { describe, expect } from 'vitest';
import type { HistoryEntry } from '../../../shared/models/history.ts';
import type { Link } from '../../../shared/models/plan-estimate.ts';
import { test } from '../../testing/records-test.ts';
import { sampleEntry } from '../../testing/sample-records.ts';
import { createLinkMeter, measureLink } from './link-speed.ts';
import type { Records } from './records.ts';

const { source, destination } = sampleEntry(1);
const link: Link = { source, destination, uploadMethod: 'registry' };

/** An entry of 20 MB at this speed in MB/s. */
const entryOf = (number: number, speed: number, more: Partial<HistoryEntry> = {}): HistoryEntry =>
  sampleEntry(number, {
    duration: 20_000 / speed,
    bytes: { total: 20_000_000, alreadyAtDestination: 0, transferred: 20_000_000 },
    ...more,
  });

async function add(records: Records, entries: readonly HistoryEntry[]): Promise<void> {
  for (const entry of entries) records.change({ kind: 'finished', entry });
  await records.settled();
}

describe('the speed of a link', () => {
  test('is the median of the latest five transfers, of which one was paused for hours', async ({ open }) => {
    const records = open();
    expect(await measureLink(records.history, link)).toBeUndefined();
    const speeds = [1, 1, 1, 10, 11, 0.001, 12, 13];
    await add(
      records,
      speeds.map((speed, index) => entryOf(index + 1, speed)),
    );
    expect(await measureLink(records.history, link)).toEqual({ bytesPerSecond: 11_000_000, transfers: 5 });
  });

  test('counts no small, failed or opposite transfer, and none of another upload method or registry', async ({
    open,
  }) => {
    const records = open();
    const small = { total: 5, alreadyAtDestination: 0, transferred: 5 };
    const planned = { images: 1, tags: 1, bytes: 20_000_000 };
    await add(records, [
      entryOf(1, 10),
      entryOf(2, 20, { bytes: small }),
      entryOf(3, 20, { result: 'failed' }),
      entryOf(4, 20, { source: destination, destination: source }),
      entryOf(5, 20, { planned: { ...planned, uploadMethod: 'api' } }),
      entryOf(6, 20, { destination: { ...destination, region: 'eu-central-1' } }),
    ]);
    expect(await measureLink(records.history, link)).toEqual({ bytesPerSecond: 10_000_000, transfers: 1 });
    expect(await measureLink(records.history, { ...link, uploadMethod: 'api' })).toMatchObject({
      bytesPerSecond: 20_000_000,
    });
  });

  test('is measured once for transfers that start together, and an error counts as no measurement', async ({
    open,
  }) => {
    let searches = 0;
    const { history } = open();
    const measure = createLinkMeter({
      search(query, range) {
        searches += 1;
        return searches === 1 ? history.search(query, range) : Promise.reject(new Error('locked'));
      },
    });
    await Promise.all([measure(link), measure(link)]);
    expect(searches).toBe(1);
    expect(await measure(link)).toBeUndefined();
  });
});
