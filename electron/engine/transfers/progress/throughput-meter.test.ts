import { expect, test } from 'vitest';
import { createThroughputMeter } from './throughput-meter.ts';

test('counts bytes by the second and leaves out the current second', () => {
  const meter = createThroughputMeter(10_000);
  meter.add(100, 10_100);
  meter.add(50, 10_900);
  meter.add(7, 12_000);
  expect(meter.read(12_500)).toEqual({
    interval: 1000,
    end: 12_000,
    samples: [150, 0],
    marks: [],
  });
  expect(meter.read(13_000).samples).toEqual([150, 0, 7]);
});

test('does not subtract bytes', () => {
  const meter = createThroughputMeter(0);
  meter.add(10, 0);
  meter.add(-100, 500);
  expect(meter.read(1000).samples).toEqual([10]);
});

test('counts marks by second and kind, and forgets them after five minutes', () => {
  const meter = createThroughputMeter(10_000);
  meter.mark('throttled', 10_100);
  meter.mark('retried', 10_200);
  meter.mark('throttled', 10_900);
  meter.mark('paused', 12_100);
  expect(meter.read(12_500).marks).toEqual([
    { at: 11_000, kind: 'retried', count: 1 },
    { at: 11_000, kind: 'throttled', count: 2 },
  ]);
  expect(meter.read(13_000).marks).toHaveLength(3);
  expect(meter.read(311_500).marks).toEqual([{ at: 13_000, kind: 'paused', count: 1 }]);
});

test('keeps the last five minutes, also after a long pause', () => {
  const meter = createThroughputMeter(0);
  for (let second = 0; second < 1000; second += 1) meter.add(second, second * 1000);
  const { samples, end } = meter.read(1_000_000);
  expect(samples).toHaveLength(299);
  expect([samples[0], samples.at(-1), end]).toEqual([701, 999, 1_000_000]);
  expect(new Set(meter.read(5_000_000).samples)).toEqual(new Set([0]));
});

test('starts again when the clock is set back, because its seconds come a second time', () => {
  const meter = createThroughputMeter(3_600_000);
  meter.add(100, 3_600_000);
  meter.mark('paused', 3_600_000);
  meter.add(10, 5_000);
  meter.mark('retried', 6_000);
  meter.add(20, 6_000);
  expect(meter.read(8_000)).toEqual({
    interval: 1000,
    end: 8_000,
    samples: [10, 20, 0],
    marks: [{ at: 7_000, kind: 'retried', count: 1 }],
  });
});
