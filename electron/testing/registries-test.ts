import { test as base } from 'vitest';
import type { RegistriesOptions, TwoRegistries } from './two-registries.ts';
import { startTwoRegistries } from './two-registries.ts';

interface RegistriesFixtures {
  /** Options of `registries`; a file or a describe block changes them with `test.override`. */
  readonly registriesOptions: RegistriesOptions;
  /** Two new registries for each test that uses them, closed after the test. */
  readonly registries: TwoRegistries;
}

/**
 * Tests with two accounts of a local ECR: `test('…', async ({ registries }) => …)`. In a file of its own, because
 * processes without vitest use two-registries.ts too.
 */
export const test = base.extend<RegistriesFixtures>({
  registriesOptions: {},
  registries: async ({ registriesOptions }, use) => {
    const registries = await startTwoRegistries(registriesOptions);
    try {
      await use(registries);
    } finally {
      await registries.close();
    }
  },
});
