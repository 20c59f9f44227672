import type { Configuration } from 'electron-builder';
import { build, Platform } from 'electron-builder';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findElectron } from '../electron-binary.ts';
import { appFolder } from '../launch.ts';
import { buildIfStale } from './build-app.ts';
import { makeStandInDistribution } from './stand-in-distribution.ts';

// npm run package: the app unpacked, in dist/; `-- --output <folder>` puts it elsewhere.
const { values } = parseArgs({ options: { output: { type: 'string', default: join(appFolder, 'dist') } } });

/** Where Electron's binary is missing: a folder in its place, whose executable has no switches to set. */
async function withStandIn(): Promise<Configuration> {
  console.log(
    'Electron’s binary is not here: packaging with a stand-in for it, to be looked at, not to be run.',
  );
  return { electronDist: await makeStandInDistribution(), electronFuses: null };
}

buildIfStale();
const config: Configuration = {
  directories: { output: resolve(values.output), buildResources: 'build' },
  ...(findElectron() ? {} : await withStandIn()),
};
await build({
  projectDir: appFolder,
  targets: Platform.current().createTarget('dir'),
  config,
  publish: 'never',
});
