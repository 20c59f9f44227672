import { expect, test } from 'vitest';
import { createSpeedMeter } from './speed-meter.ts';

test('a clock that is set back does not change the speed', () => {
  const meter = createSpeedMeter();
  const addFrom = (start: number): void => {
    for (let now = start; now < start + 4000; now += 100) meter.add(10, now);
  };
  addFrom(3_600_000);
  expect(meter.bytesPerSecond(3_604_000)).toBeCloseTo(100, -1);
  addFrom(0);
  expect(meter.bytesPerSecond(4000)).toBeCloseTo(100, -1);
});
