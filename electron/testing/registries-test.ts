import { test as base } from 'vitest';
import type { RegistriesOptions } from './two-registries.ts';
import { startTwoRegistries } from './two-registries.ts';

/**
 * A test with two registries for its file, whose faults are cleared after each test. A file with other options extends
 * `registriesOptions`; `override` at the top of a file would change them for all later files of the process.
 */
export const test = base
  .extend('registriesOptions', { scope: 'file' }, (): RegistriesOptions => ({}))
  .extend('registries', { scope: 'file' }, async ({ registriesOptions }, { onCleanup }) => {
    const registries = await startTwoRegistries(registriesOptions);
    onCleanup(() => registries.close());
    return registries;
  })
  .extend('withoutFaults', { auto: true }, ({ registries }, { onCleanup }) => {
    onCleanup(() => registries.ecr.faults.clear());
  });
