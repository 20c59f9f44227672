import { parseArgs } from 'node:util';

/** What the app was started with on its command line. */
export interface Options {
  /** Open on the demo registries. */
  readonly demo: boolean;
  /** The folder for settings and logs, in place of the system's. */
  readonly userData: string | undefined;
}

/** Reads the options that are ours and passes over those of Chromium and Node, which share the same command line. */
export function parseOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: { demo: { type: 'boolean' }, 'user-data-dir': { type: 'string' } },
  });
  const userData = values['user-data-dir'];
  return {
    demo: values.demo === true,
    userData: typeof userData === 'string' && userData !== '' ? userData : undefined,
  };
}
