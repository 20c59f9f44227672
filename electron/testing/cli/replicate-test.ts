import { test as base } from '../registries-test.ts';

export const sourceHost = '111111111111.dkr.ecr.eu-west-1.amazonaws.com';
export const destinationHost = '222222222222.dkr.ecr.us-east-1.amazonaws.com';

/** Returns the arguments of a command that plans or copies from the source registry to the destination registry. */
export const command = (
  name: 'plan' | 'replicate',
  sources: readonly string[],
  to: string,
  ...more: string[]
) => [
  name,
  '--source-profile',
  'build',
  ...sources.flatMap((source) => ['--source', source]),
  '--destination-profile',
  'production',
  '--destination',
  to,
  ...more,
];

/** A test of a command that copies between two registries. Each test has repository names of its own. */
export const test = base
  .extend('nextNumber', { scope: 'file' }, () => {
    let number = 0;
    return (): number => (number += 1);
  })
  .extend('names', ({ nextNumber }) => {
    const number = nextNumber();
    return { from: `source/${number}`, to: `destination/${number}` };
  })
  .extend('reset', { auto: true }, ({ registries }, { onCleanup }) => {
    registries.ecr.calls.clear();
    onCleanup(() => {
      registries.ecr.network.shape = {};
    });
  })
  /** Lists the operations that wrote. */
  .extend(
    'writes',
    ({ registries }) =>
      (): readonly string[] =>
        registries.ecr.calls.all
          .map(({ operation }) => operation)
          .filter((operation) => /^(Put|Create|Initiate|Upload|Complete)/.test(operation)),
  );
