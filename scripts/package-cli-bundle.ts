import { bundleForNode } from './bundle-for-node.ts';

/** The entry point of the bundle, which is the package's command. */
export const bundleName = 'cli.cjs';

/** The first Node.js with `tls.getCACertificates`, which the engine imports. The scripts of the project run on a later one. */
export const oldestNode = '22.15';

/**
 * Bundles the command line, split so that a command loads only what it needs.
 *
 * Its first line starts `node` without `--expose-gc`, because that needs `env -S`, which the `env` of Alpine Linux (BusyBox)
 * and of OpenBSD does not have. npm's shims for Windows would pass the option on. `NODE_OPTIONS=--expose-gc` has the same
 * effect everywhere.
 *
 * @param manifestPath where package.json is, relative to the folder.
 * @returns the ids of all modules in it.
 */
export const bundleCli = (folder: string, manifestPath: string): Promise<readonly string[]> =>
  bundleForNode({
    entry: 'electron/cli.ts',
    fileName: bundleName,
    folder,
    oldestNode,
    banner: '#!/usr/bin/env node',
    define: { MANIFEST_PATH: JSON.stringify(manifestPath) },
    form: 'split',
  });
