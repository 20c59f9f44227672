import { join } from 'node:path';

/** The options of Node for the command line, from the script `cli` in package.json. */
export const nodeOptions: readonly string[] = ['--expose-gc'];

/** The arguments that start the command line in Node, before those of the command. */
export const nodeArguments: readonly string[] = [
  ...nodeOptions,
  join(import.meta.dirname, '..', '..', 'cli.ts'),
];
