import { join } from 'node:path';

/** Node's own options for the command line, as the script `cli` in package.json has them. */
export const nodeOptions: readonly string[] = ['--expose-gc'];

/** The arguments that start the command line in Node; those of the command follow. */
export const nodeArguments: readonly string[] = [
  ...nodeOptions,
  join(import.meta.dirname, '..', '..', 'cli.ts'),
];
