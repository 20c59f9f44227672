import { cliBundle } from './cli-bundle.ts';

/** The options of Node for the command line, from the script `cli` in package.json. */
export const nodeOptions: readonly string[] = ['--expose-gc', '--max-semi-space-size=4'];

/** The arguments that start the bundled command line in Node, before those of the command. */
export const nodeArguments: readonly string[] = [...nodeOptions, cliBundle];
