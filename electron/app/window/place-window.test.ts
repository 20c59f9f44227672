import { expect, test } from 'vitest';
import { placeWindow } from './place-window.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };
const at = (x: number, y: number, width = 1300, height = 820) => ({ bounds: { x, y, width, height } });
const firstStart = { bounds: undefined };

test('opens at 1280 by 800 without a position at the first start', () => {
  expect(placeWindow(firstStart, [laptop])).toEqual({ width: 1280, height: 800 });
});

test('fits the first window to a small display, down to 900 by 600', () => {
  expect(placeWindow(firstStart, [{ x: 0, y: 0, width: 1024, height: 728 }])).toEqual({
    width: 1024,
    height: 728,
  });
  expect(placeWindow(firstStart, [{ x: 0, y: 0, width: 800, height: 480 }])).toEqual({
    width: 900,
    height: 600,
  });
});

test('restores the last position on any display', () => {
  expect(placeWindow(at(40, 60), [laptop, monitor])).toEqual({ x: 40, y: 60, width: 1300, height: 820 });
  expect(placeWindow(at(2000, 300), [laptop, monitor])).toEqual({
    x: 2000,
    y: 300,
    width: 1300,
    height: 820,
  });
});

test('restores a position partly beyond the edge of the display', () => {
  expect(placeWindow(at(1000, 60), [laptop])).toMatchObject({ x: 1000, y: 60 });
});

test.each([
  ['on a display that was removed', at(2000, 300)],
  ['above the display', at(40, -200)],
  ['below the display', at(40, 890)],
  ['with too little visible at the left', at(-1250, 60)],
  ['with too little visible at the right', at(1400, 60)],
])('restores only the size of a window %s', (_where, state) => {
  expect(placeWindow(state, [laptop])).toEqual({ width: 1300, height: 820 });
});

test('limits the size to the display that the window opens on', () => {
  expect(placeWindow(at(2000, 300, 2400, 1300), [laptop])).toEqual({ width: 1440, height: 875 });
  expect(placeWindow(at(0, 25, 2400, 1300), [laptop])).toEqual({ x: 0, y: 25, width: 1440, height: 875 });
});

test('raises a size below the minimum', () => {
  expect(placeWindow(at(10, 30, 20, 20), [laptop])).toMatchObject({ width: 900, height: 600 });
});

test('works without any display', () => {
  expect(placeWindow(at(10, 30), [])).toEqual({ width: 1300, height: 820 });
});
