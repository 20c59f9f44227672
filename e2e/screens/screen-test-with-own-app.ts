import { test as base } from '../fixtures/fixtures.ts';
import type { ScreenFixtures, ScreenOptions } from './screen-test.ts';
import { screenFixtures } from './screen-test.ts';

/** Tests of screens that need other profiles, files or arguments. */
export const test = base.extend<ScreenOptions & ScreenFixtures>(screenFixtures);

export { expect } from '../fixtures/fixtures.ts';
