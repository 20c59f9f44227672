import { expect, test } from 'vitest';
import { findUnbounded } from '../../../shared/testing/find-unbounded.ts';
import { proxyPasswordFileSchema } from './proxy-password.ts';
import { windowStateSchema } from './window-state.ts';

test.each([
  ['the proxy password', proxyPasswordFileSchema],
  ['the state of the window', windowStateSchema],
])('bounds every value in the file of %s', (_file, schema) => {
  expect(findUnbounded(schema)).toEqual([]);
});
