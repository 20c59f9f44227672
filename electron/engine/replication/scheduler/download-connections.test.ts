import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDownloadConnections } from './download-connections.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Link {
  /** Bytes per second of all connections together, and of each. */
  readonly total: number;
  readonly each: number;
}

/** Downloads from a link for a number of seconds. @returns the connections in use at the end of each half second. */
function download(link: Link, layers: number, seconds: number, hasFreeLayers = true): readonly number[] {
  const connections = createDownloadConnections(
    () => hasFreeLayers,
    () => false,
  );
  const open = Array.from({ length: layers }, () => connections.addLayer());
  for (const layer of open) layer.addOwn();
  let ranges: NonNullable<ReturnType<(typeof open)[number]['openRange']>>[] = [];
  const used: number[] = [];
  for (let tick = 0; tick < 20 * seconds; tick += 1) {
    vi.advanceTimersByTime(50);
    const each = Math.min(link.each, link.total / (layers + ranges.length)) / 20;
    for (const layer of open) layer.countBytes(each);
    for (const range of ranges) range.countBytes(each);
    for (const layer of open) {
      const range = layer.openRange(layer.rangeSize);
      if (range) ranges.push(range);
    }
    if (tick % 10 === 9) used.push(layers + ranges.length);
    // Ranges end, and their bytes are passed on, as fast as they were granted.
    if (tick % 10 === 9) {
      for (const range of ranges) range.close();
      ranges = [];
      for (const layer of open)
        for (let range = layer.openRange(layer.rangeSize); range; range = layer.openRange(layer.rangeSize))
          ranges.push(range);
    }
  }
  return used;
}

test('doubles the connections while each is slow', () => {
  const used = download({ total: Number.POSITIVE_INFINITY, each: 400_000 }, 1, 10);
  expect(used[0]).toBe(1);
  const full = used.indexOf(40);
  expect(full).toBeGreaterThan(0);
  expect(full).toBeLessThanOrEqual(14);
});

test('adds connections to those of the running layers', () => {
  const used = download({ total: Number.POSITIVE_INFINITY, each: 400_000 }, 12, 5);
  expect(Math.min(...used)).toBe(12);
  expect(used.at(-1)).toBe(40);
});

test.for<[string, Link, number]>([
  ['that one connection fills', { total: 4_000_000, each: 4_000_000 }, 1],
  ['that six connections fill', { total: 6_000_000, each: 1_000_000 }, 8],
])('keeps few connections on a link %s', ([, link, few]) => {
  const used = download(link, 1, 60);
  // Of the trials, each takes a second and is followed by at least five at rest.
  expect(used.filter((count) => count > few).length).toBeLessThan(0.25 * used.length);
});

test('adds none to fast connections, nor while more layers could run', () => {
  expect(new Set(download({ total: Number.POSITIVE_INFINITY, each: 30_000_000 }, 1, 5))).toEqual(
    new Set([1]),
  );
  expect(new Set(download({ total: Number.POSITIVE_INFINITY, each: 400_000 }, 10, 5, false))).toEqual(
    new Set([10]),
  );
});

test('keeps a bounded number of bytes until their turn', () => {
  const connections = createDownloadConnections(
    () => true,
    () => false,
  );
  const layer = connections.addLayer();
  layer.addOwn();
  const granted: number[] = [];
  for (let tick = 0; tick < 2_000; tick += 1) {
    vi.advanceTimersByTime(50);
    layer.countBytes(20_000);
    const { rangeSize } = layer;
    const range = layer.openRange(rangeSize);
    if (!range) continue;
    granted.push(rangeSize);
    range.countBytes(1);
    range.freeConnection();
  }
  expect(granted.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(24 * 1024 * 1024);
});
