import { expect, test } from 'vitest';
import { findUnbounded } from '../../../shared/testing/find-unbounded.ts';
import { proxyPasswordFileSchema } from './proxy-password.ts';
import { windowStateSchema } from '../window/window-state.ts';

test.each([
  ['the proxy password', proxyPasswordFileSchema],
  ['the state of the window', windowStateSchema],
])('the file of %s has nothing without an end', (_file, schema) => {
  expect(findUnbounded(schema)).toEqual([]);
});
