import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Many tests wait for real connections and processes: half as many workers again as processors are never idle.
    maxWorkers: '150%',
    // A condition is waited for as long as a slow machine may need; a test that waits in vain fails all the same.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        test: {
          name: 'engine',
          environment: 'node',
          include: ['shared/**/*.test.ts', 'electron/**/*.test.ts'],
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.ts'],
          globalSetup: 'e2e/images/take-skopeo.ts',
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          // Its modules import style sheets, which Node alone cannot load.
          server: { deps: { inline: [/@cloudscape-design\//] } },
          testTimeout: 120_000,
        },
      },
    ],
  },
});
