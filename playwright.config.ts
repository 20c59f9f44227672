import { defineConfig } from '@playwright/test';
import { findElectron } from './e2e/app/electron-binary.ts';

/** The app is started by each test itself (e2e/fixtures/fixtures.ts); on what it runs, e2e/app/runtime.ts decides. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  testIgnore: [
    // Of the stand-in alone; the other tests run on Electron and on the stand-in alike.
    ...(findElectron() ? ['**/electron-stand-in/lifetime.spec.ts'] : []),
    // The tools for packages of Linux exist there only.
    ...(process.platform === 'linux' ? [] : ['**/packaged/linux-packages.spec.ts']),
  ],
  outputDir: 'out/e2e',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  // As long as a busy machine may need.
  timeout: 300_000,
  globalTimeout: 2 * 60 * 60_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: 'out/test/playwright.json' }]],
});
