import { spawnSync } from 'node:child_process';
import { mkdir, rename, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { appFolder } from '../e2e/app/launch.ts';
import { bundleCli } from './package-cli-bundle.ts';
import { writeFunctionArchive } from './function-archive.ts';
import { writePackageFiles } from './package-cli-folder.ts';

// npm run package:cli: the command line as an npm package, in dist/cli/ and as a tarball; `-- --output <folder>` puts them
// elsewhere.
const { values } = parseArgs({ options: { output: { type: 'string' } } });
const output = resolve(values.output ?? join(appFolder, 'dist'));
const folder = join(output, 'cli');

await mkdir(folder, { recursive: true });
await bundleCli(folder, './package.json');
// `export` writes it beside the template.
await writeFunctionArchive(folder);
const { name, version } = await writePackageFiles(folder);

const { status, error } = spawnSync('npm', ['pack', '--silent', '--ignore-scripts'], {
  cwd: folder,
  stdio: ['ignore', 'ignore', 'inherit'],
  // npm is a batch file there.
  shell: process.platform === 'win32',
});
if (status !== 0) throw error ?? new Error(`npm pack ended with exit code ${status}.`);

// The installers are named after the app alone.
const tarball = join(output, `${name}-cli-${version}.tgz`);
await rename(join(folder, `${name}-${version}.tgz`), tarball);
const { size } = await stat(tarball);
console.log(`${tarball} (${Math.ceil(size / 1024)} KiB)`);
