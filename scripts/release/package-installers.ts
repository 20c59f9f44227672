import type { Arch, Configuration } from 'electron-builder';
import { archFromString, build, Platform } from 'electron-builder';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfStale } from '../../e2e/app/build-app.ts';
import { appFolder } from '../../e2e/app/launch.ts';
import type { ReleasePlatform } from './signing.ts';
import { configureSigning, signingVariables } from './signing.ts';

// npm run package:linux, package:mac, package:win: the installers for both architectures, in dist/. Options: `--arch x64`,
// `--arch universal` on macOS, `--target deb`, `--output <folder>`, and `--prepackaged <folder>` for the installers of an
// app that is unpacked there; --arch and --target can be repeated.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    arch: { type: 'string', multiple: true, default: ['x64', 'arm64'] },
    target: { type: 'string', multiple: true, default: [] },
    output: { type: 'string', default: join(appFolder, 'dist') },
    prepackaged: { type: 'string' },
  },
});

const platforms: Readonly<Record<ReleasePlatform, Platform>> = {
  linux: Platform.LINUX,
  mac: Platform.MAC,
  win: Platform.WINDOWS,
};
const [name = ''] = positionals;
const isPlatform = (text: string): text is ReleasePlatform => Object.hasOwn(platforms, text);
if (!isPlatform(name) || positionals.length > 1) throw new Error('Name one platform: linux, mac or win.');

const signing = configureSigning(name, process.env);
console.log(signing.summary);
// An unset secret of CI is an empty variable, which electron-builder takes for a certificate.
for (const variable of signingVariables)
  if ((process.env[variable] ?? '').trim() === '') delete process.env[variable];

const config: Configuration = {
  ...signing.config,
  directories: { output: resolve(values.output), buildResources: 'build' },
};
const targets = new Map(values.arch.map((arch): [Arch, string[]] => [archFromString(arch), values.target]));

if (values.prepackaged === undefined) buildIfStale();
// The files that fpm adds are named relative to it.
process.chdir(appFolder);
await build({
  projectDir: appFolder,
  targets: new Map([[platforms[name], targets]]),
  config,
  publish: 'never',
  ...(values.prepackaged === undefined ? {} : { prepackaged: resolve(values.prepackaged) }),
});
