import { attachOutput, attachScreenshot, test as base, expect } from './fixtures.ts';
import type { RunningApp } from './shared-app.ts';

export interface SharedOptions {
  /** Shows the demo registries. */
  readonly demo: boolean;
}

export interface SharedFixtures {
  readonly running: RunningApp;
}

/** Tests that use one app and one ECR after another: each finds them as if they had just been started. */
export const test = base.extend<SharedOptions & SharedFixtures>({
  demo: [false, { option: true }],

  running: async ({ sharedApp, demo, network, expectedErrors }, run, testInfo) => {
    const running = await sharedApp.take({ demo });
    if (network) running.ecr.network.shape = network;
    await run(running);
    await attachScreenshot(running.page, testInfo);
    await attachOutput([running.output], testInfo);
    const { errors } = sharedApp;
    expect(errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)))).toEqual([]);
  },

  ecr: async ({ running }, run) => run(running.ecr),
  home: async ({ running }, run) => run(running.home),
  app: async ({ running }, run) => run(running.app),
  page: async ({ running }, run) => run(running.page),
});

export { expect } from './fixtures.ts';
