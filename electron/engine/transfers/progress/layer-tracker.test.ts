import { describe, expect, test } from 'vitest';
import { LayerTracker } from './layer-tracker.ts';
import { createSpeedMeter } from './speed-meter.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const layer = (state: 'checking' | 'already-at-destination' | 'copying' | 'done') =>
  ({ kind: 'layer', digest, state }) as const;
const bytes = (received: number, sent: number) => ({ kind: 'layer-bytes', digest, received, sent }) as const;

describe('LayerTracker', () => {
  test('goes from waiting to done, and counts half a byte when it is read and half when it is confirmed', () => {
    const tracker = new LayerTracker({ size: 100, present: false });
    expect(tracker.state(0)).toEqual({ kind: 'waiting' });
    expect(tracker.apply(layer('checking'), 0)).toBe(true);
    expect(tracker.apply(layer('copying'), 0)).toBe(true);
    expect(tracker.apply(bytes(100, 0), 1000)).toBe(false);
    expect(tracker.transferred()).toBe(50);
    expect(tracker.apply(bytes(0, 60), 1000)).toBe(false);
    expect(tracker.state(1000)).toMatchObject({ kind: 'copying', transferred: 80 });
    expect(tracker.apply(layer('done'), 2000)).toBe(true);
    expect(tracker.transferred()).toBe(100);
  });

  test('subtracts its bytes when it restarts', () => {
    const tracker = new LayerTracker({ size: 100, present: false });
    tracker.apply(layer('copying'), 0);
    tracker.apply(bytes(100, 40), 100);
    tracker.apply({ kind: 'layer-restart', digest }, 200);
    expect(tracker.transferred()).toBe(0);
  });

  test('keeps its state when a second image needs the layer', () => {
    const tracker = new LayerTracker({ size: 100, present: false });
    tracker.apply(layer('copying'), 0);
    expect(tracker.apply(layer('checking'), 0)).toBe(false);
    tracker.apply(layer('done'), 0);
    expect(tracker.apply(layer('already-at-destination'), 0)).toBe(false);
    expect(tracker.state(0)).toEqual({ kind: 'done' });
  });

  test('cancels only an unfinished layer', () => {
    const blob = { size: 1, present: false };
    const [open, done] = [new LayerTracker(blob), new LayerTracker(blob)];
    done.apply(layer('done'), 0);
    expect(open.cancel()).toBe(true);
    expect(done.cancel()).toBe(false);
    expect([open.state(0).kind, done.state(0).kind]).toEqual(['cancelled', 'done']);
  });
});

describe('createSpeedMeter', () => {
  test('averages the last three seconds', () => {
    const meter = createSpeedMeter();
    expect(meter.bytesPerSecond(0)).toBe(0);
    for (let now = 0; now < 6000; now += 100) meter.add(100, now);
    expect(meter.bytesPerSecond(6000)).toBeGreaterThan(900);
    expect(meter.bytesPerSecond(6000)).toBeLessThan(1100);
    expect(meter.bytesPerSecond(60_000)).toBe(0);
  });

  test('does not exaggerate the speed of the first bytes', () => {
    const meter = createSpeedMeter();
    meter.add(1000, 10);
    expect(meter.bytesPerSecond(11)).toBe(4000);
  });
});
