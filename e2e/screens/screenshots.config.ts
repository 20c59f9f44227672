import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { appFolder } from '../app/launch.ts';
import type { ScreenOptions } from './screen-test.ts';

/** Every screen again, with screenshots. */
export default defineConfig<ScreenOptions>({
  testDir: import.meta.dirname,
  testMatch: '**/*.spec.ts',
  outputDir: join(appFolder, 'out', 'e2e'),
  globalSetup: join(import.meta.dirname, '..', 'global-setup.ts'),
  fullyParallel: true,
  workers: 2,
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: { pictures: join(appFolder, 'out', 'screenshots') },
});
