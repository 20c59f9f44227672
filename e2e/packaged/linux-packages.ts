import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { canInstallPackages, installPackages } from '../app/debian-packages.ts';
import { findOnPath } from '../app/find-on-path.ts';
import { appFolder } from '../app/launch.ts';

const run = promisify(execFile);

/** The tools that make and judge packages, and the Debian packages they come in. */
export const packageTools: Readonly<Record<string, string>> = {
  'dpkg-deb': 'dpkg',
  rpmbuild: 'rpm',
  'desktop-file-validate': 'desktop-file-utils',
  appstreamcli: 'appstream',
};

/** Installs the tools that are missing. @throws when that fails. */
export function takePackageTools(): void {
  const missing = Object.keys(packageTools).filter((name) => !findOnPath(name, process.env));
  if (missing.length === 0) return;
  if (!canInstallPackages())
    throw new Error(`The tests of the packages need ${missing.join(', ')} on the PATH.`);
  installPackages(missing.flatMap((name) => packageTools[name] ?? []));
}

/** Paths of packages. */
export interface LinuxPackages {
  readonly deb: string;
  readonly rpm: string;
}

/**
 * Makes the packages of an unpacked app by the same command as a user, with the stand-in for fpm. AppImage and tar.gz need
 * other tools that electron-builder downloads.
 */
export async function makeLinuxPackages(unpacked: string, folder: string): Promise<LinuxPackages> {
  await mkdir(folder, { recursive: true });
  const fpm = join(folder, 'fpm');
  const script = join(import.meta.dirname, 'fpm', 'fpm.ts');
  await writeFile(fpm, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`, { mode: 0o755 });
  // electron-builder adds files to the unpacked app.
  const copy = join(folder, 'unpacked');
  await cp(unpacked, copy, { recursive: true, verbatimSymlinks: true });
  const output = join(folder, 'dist');
  const options = ['--arch', process.arch, '--target', 'deb', '--target', 'rpm'];
  await run(
    process.execPath,
    ['scripts/release/package-installers.ts', 'linux', ...options, '--prepackaged', copy, '--output', output],
    { cwd: appFolder, env: { ...process.env, CUSTOM_FPM_PATH: fpm } },
  );
  const entries = await readdir(output);
  const find = (ending: string): string =>
    join(output, entries.find((entry) => entry.endsWith(ending)) ?? `no${ending}`);
  return { deb: find('.deb'), rpm: find('.rpm') };
}

/** @returns the fields of a Debian package by their names. */
export async function readDebFields(deb: string): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await run('dpkg-deb', ['--field', deb]);
  const fields = stdout.trimEnd().split(/\n(?! )/);
  return new Map(
    fields.map((field): [string, string] => {
      const [name = '', ...value] = field.split(': ');
      return [name, value.join(': ')];
    }),
  );
}

/** Extracts a Debian package into a folder; the files of dpkg itself get into `DEBIAN`. */
export async function extractDeb(deb: string, folder: string): Promise<void> {
  await run('dpkg-deb', ['--raw-extract', deb, folder]);
}

/** @returns what rpm answers to a query about an rpm, by lines. */
export async function queryRpm(rpm: string, ...query: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await run('rpm', ['--query', '--package', ...query, rpm]);
  return stdout.trimEnd().split('\n');
}

/**
 * Lets Debian's tools judge the desktop entry, the AppStream metadata and the scripts of an extracted Debian package.
 * @returns what they print. @throws with their output when they find an error.
 */
export async function judgeFiles(folder: string): Promise<string> {
  const entry = join(folder, 'usr/share/applications/ecr-image-replicator.desktop');
  const scripts = ['postinst', 'postrm'].map((name) => join(folder, 'DEBIAN', name));
  const outputs = await Promise.all([
    run('desktop-file-validate', [entry]),
    run('appstreamcli', ['validate-tree', '--no-net', '--no-color', folder]),
    ...scripts.map((script) => run('bash', ['-n', script])),
  ]);
  return outputs.map(({ stdout, stderr }) => `${stdout}${stderr}`).join('');
}
