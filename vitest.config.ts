import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * What caches in a process what another file would change (the SDK its files and environment), or measures the memory
 * and time of a process, needs one of its own. All other files share the modules that a process has loaded.
 */
const inOwnProcess = [
  'electron/engine/aws/{credentials,network,profiles,sign-in}/**/*.test.ts',
  'electron/local-ecr/{identity-center,sign-in,sts}/**/*.test.ts',
  'electron/engine/redaction/**/*.test.ts',
  'electron/testing/**/*.test.ts',
  'electron/engine/ecr/layer-upload/buffer-pool.test.ts',
  'electron/engine/replication/download/collect-buffers.test.ts',
  'electron/app/logging/unhandled-errors.test.ts',
  'electron/app/shell-environment/**/*.test.ts',
];

/** Installs an AppImage, which exists on Linux alone. */
const ofLinux = process.platform === 'linux' ? [] : ['electron/app/updates/install.test.ts'];

/** A condition is waited for as long as a busy machine may need; a test that waits in vain fails all the same. */
const conditionTimeout = 240_000;
const testTimeout = 300_000;

/** For the tests that start the command line. */
const globalSetup = ['scripts/testing/bundle-cli.ts'];

export default defineConfig({
  test: {
    // Many tests wait for real connections and processes, so that two processors have work for three workers. As a number, because
    // vitest limits a percentage to 100.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    expect: { poll: { timeout: conditionTimeout } },
    projects: [
      {
        test: {
          name: 'engine',
          environment: 'node',
          include: ['shared/**/*.test.ts', 'electron/**/*.test.ts'],
          exclude: [...inOwnProcess, ...ofLinux],
          isolate: false,
          globalSetup,
          setupFiles: 'electron/testing/restore-environment.ts',
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      {
        test: {
          name: 'process',
          environment: 'node',
          include: inOwnProcess,
          globalSetup,
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.ts', 'scripts/**/*.test.ts'],
          globalSetup: [...globalSetup, 'e2e/images/take-skopeo.ts', 'e2e/contract/clients/take-aws-cli.ts'],
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
      {
        oxc: { jsx: { runtime: 'automatic', development: false } },
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          env: { NODE_ENV: 'production' },
          include: ['renderer/**/*.test.{ts,tsx}'],
          isolate: false,
          setupFiles: ['renderer/testing/production-act.ts', 'renderer/testing/computed-style.ts'],
          // Its modules import style sheets, which Node alone cannot load.
          server: { deps: { inline: [/@cloudscape-design\//] } },
          testTimeout,
          hookTimeout: testTimeout,
        },
      },
    ],
  },
});
