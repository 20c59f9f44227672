import { parseArgs } from 'node:util';

/** The app's own options on its command line. */
export interface Options {
  /** Start the demo. */
  readonly demo: boolean;
  /** The folder of the app's data instead of the system's default. */
  readonly userData: string | undefined;
}

/** Reads the app's own options. Chromium and Node.js have other options on the same command line, which are ignored. */
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
