import { expect, test } from 'vitest';
import { placeWindow } from './window-state.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const monitor = { x: 1440, y: 0, width: 2560, height: 1440 };
const at = (x: number, y: number, width = 1300, height = 820) => ({
  bounds: { x, y, width, height },
  maximized: false,
});

test('a first start is 1280 by 800, where the system puts it', () => {
  expect(placeWindow({ maximized: false }, [laptop])).toEqual({ width: 1280, height: 800 });
});

test('a small display makes the first window smaller, down to 900 by 600', () => {
  expect(placeWindow({ maximized: false }, [{ x: 0, y: 0, width: 1024, height: 728 }])).toEqual({
    width: 1024,
    height: 728,
  });
  expect(placeWindow({ maximized: false }, [{ x: 0, y: 0, width: 800, height: 480 }])).toEqual({
    width: 900,
    height: 600,
  });
});

test('the window comes back where it was, on any display', () => {
  expect(placeWindow(at(40, 60), [laptop, monitor])).toEqual({ x: 40, y: 60, width: 1300, height: 820 });
  expect(placeWindow(at(2000, 300), [laptop, monitor])).toEqual({
    x: 2000,
    y: 300,
    width: 1300,
    height: 820,
  });
});

test('half off the edge is a place like any other', () => {
  expect(placeWindow(at(1000, 60), [laptop])).toMatchObject({ x: 1000, y: 60 });
});

test.each([
  ['on a display that is gone', at(2000, 300)],
  ['above the display', at(40, -200)],
  ['below the display', at(40, 890)],
  ['a sliver at the left', at(-1250, 60)],
  ['a sliver at the right', at(1400, 60)],
])('a window %s keeps its size and loses its place', (_where, state) => {
  expect(placeWindow(state, [laptop])).toEqual({ width: 1300, height: 820 });
});

test('a window of a bigger display is cut to the one it is opened on', () => {
  expect(placeWindow(at(2000, 300, 2400, 1300), [laptop])).toEqual({ width: 1440, height: 875 });
  expect(placeWindow(at(0, 25, 2400, 1300), [laptop])).toEqual({ x: 0, y: 25, width: 1440, height: 875 });
});

test('a size under the minimum is brought up to it', () => {
  expect(placeWindow(at(10, 30, 20, 20), [laptop])).toMatchObject({ width: 900, height: 600 });
});

test('no display told of is no reason to fail', () => {
  expect(placeWindow(at(10, 30), [])).toEqual({ width: 1300, height: 820 });
});
