import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { appFolder } from '../e2e/app/launch.ts';
import type { BundleStamps } from '../electron/testing/cli/cli-bundle.ts';
import { bundleFolder, stampOf, stampsName } from '../electron/testing/cli/cli-bundle.ts';
import { chunksFolder } from './bundle-for-node.ts';
import { bundleCli, bundleName } from './package-cli-bundle.ts';

// Bundles the command line of this checkout into out/cli/. `bundleCliIfStale` starts it.

/** What else decides about the bundle: the packages, and the scripts that bundle. */
const inputs = [
  'package-lock.json',
  'node_modules/.package-lock.json',
  ...['bundle-cli.ts', 'bundle-for-node.ts', 'package-cli-bundle.ts'].map((name) => `scripts/${name}`),
];

/** Milliseconds for which a command that is running can load files of an earlier bundle. */
const kept = 24 * 60 * 60 * 1000;

const startedAt = Date.now();
// Made beside and moved from there, so that another process finds the earlier bundle or this one.
const made = join(appFolder, 'out', `cli-${process.pid}`);
try {
  const ids = await bundleCli(made, '../../package.json');
  const paths = ids.map((id) => relative(appFolder, id).replaceAll('\\', '/'));
  const sources = [...paths.filter((path) => /^(?:electron|shared)\//.test(path)), ...inputs].map(stampOf);
  // What was changed meanwhile may have been read before: the next start bundles again.
  const isSettled = sources.every(([, modifiedAt]) => modifiedAt < startedAt);
  const entry = isSettled ? readFileSync(join(made, bundleName), 'utf8') : '';
  writeFileSync(join(made, stampsName), JSON.stringify({ entry, sources } satisfies BundleStamps));

  mkdirSync(join(bundleFolder, chunksFolder), { recursive: true });
  const chunks = readdirSync(join(made, chunksFolder));
  for (const name of [...chunks.map((chunk) => join(chunksFolder, chunk)), bundleName, stampsName])
    renameSync(join(made, name), join(bundleFolder, name));
  for (const name of readdirSync(join(bundleFolder, chunksFolder))) {
    const path = join(bundleFolder, chunksFolder, name);
    if (!chunks.includes(name) && statSync(path).mtimeMs < startedAt - kept) rmSync(path, { force: true });
  }
} finally {
  rmSync(made, { recursive: true, force: true });
}
