import type { Configuration } from 'electron-builder';
import { build, Platform } from 'electron-builder';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findElectron } from '../e2e/app/electron-binary.ts';
import { appFolder } from '../e2e/app/launch.ts';
import { buildFolders, buildIfStale } from '../e2e/app/build-app.ts';
import { afterTestablePack } from './flip-fuses.ts';
import { makeStandInDistribution } from './stand-in-distribution.ts';

// npm run package: the app unpacked, in dist/; `-- --output <folder>` puts it elsewhere. `-- --testable` makes the package
// that tests may debug, in dist/testable/: the same sources, built with one flag, never published.
const { values } = parseArgs({ options: { output: { type: 'string' }, testable: { type: 'boolean' } } });
const isTestable = values.testable === true;

/** Where Electron's binary is missing: a folder in its place, whose executable carries the fuses. */
async function withStandIn(): Promise<Configuration> {
  console.log('Electron’s binary is not here: packaging with a stand-in for it, which only tests can start.');
  return { electronDist: await makeStandInDistribution() };
}

/** Takes the testable build in place of the shipped one. */
const testable: Configuration = {
  files: ['!out/main/**', '!out/preload/**', '!out/renderer/**', `${buildFolders.testable}/**`, '!**/*.map'],
  extraMetadata: { main: `${buildFolders.testable}/main/main.cjs` },
  afterPack: afterTestablePack,
};

buildIfStale(isTestable ? 'testable' : 'shipped');
const output = values.output ?? join(appFolder, isTestable ? 'dist/testable' : 'dist');
const config: Configuration = {
  directories: { output: resolve(output), buildResources: 'build' },
  ...(isTestable ? testable : {}),
  ...(findElectron() ? {} : await withStandIn()),
};
await build({
  projectDir: appFolder,
  targets: Platform.current().createTarget('dir'),
  config,
  publish: 'never',
});
