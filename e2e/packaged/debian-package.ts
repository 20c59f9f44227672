import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { canInstallPackages, installPackages } from '../app/debian-packages.ts';
import { findOnPath } from '../app/find-on-path.ts';
import { appFolder } from '../app/launch.ts';

const run = promisify(execFile);

/** Debian's tools that judge a package, and the Debian packages they come in. */
const tools: Readonly<Record<string, string>> = {
  'dpkg-deb': 'dpkg',
  'desktop-file-validate': 'desktop-file-utils',
  appstreamcli: 'appstream',
};

/** Installs the tools that are missing. @throws when that fails. */
export function takePackageTools(): void {
  const missing = Object.keys(tools).filter((name) => !findOnPath(name, process.env));
  if (missing.length === 0) return;
  if (!canInstallPackages())
    throw new Error(`The tests of the packages need ${missing.join(', ')} on the PATH.`);
  installPackages(missing.flatMap((name) => tools[name] ?? []));
}

export interface DebianPackage {
  /** Its files; those of dpkg are in `DEBIAN`. */
  readonly files: string;
  /** The fields of its control file. */
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Makes the Debian package of an unpacked app by the same command as a user, with the stand-in for fpm, and extracts it.
 * The other packages need tools that electron-builder downloads.
 */
export async function makeDebianPackage(unpacked: string, folder: string): Promise<DebianPackage> {
  await mkdir(folder, { recursive: true });
  const fpm = join(folder, 'fpm');
  const script = join(import.meta.dirname, 'fpm.ts');
  await writeFile(fpm, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`, { mode: 0o755 });
  // electron-builder adds files to the unpacked app.
  const copy = join(folder, 'unpacked');
  await cp(unpacked, copy, { recursive: true, verbatimSymlinks: true });
  const output = join(folder, 'dist');
  const options = ['--arch', process.arch, '--target', 'deb'];
  await run(
    process.execPath,
    ['scripts/release/package-installers.ts', 'linux', ...options, '--prepackaged', copy, '--output', output],
    {
      cwd: appFolder,
      env: { ...process.env, CUSTOM_FPM_PATH: fpm },
    },
  );
  const [name = ''] = (await readdir(output)).filter((entry) => entry.endsWith('.deb'));
  const path = join(output, name);
  const files = join(folder, 'files');
  await run('dpkg-deb', ['--raw-extract', path, files]);
  const { stdout } = await run('dpkg-deb', ['--field', path]);
  const fields = stdout.split(/\n(?! )/).map((field): [string, string] => {
    const [key = '', ...value] = field.split(': ');
    return [key, value.join(': ').trim()];
  });
  return { files, fields: new Map(fields.filter(([key]) => key !== '')) };
}

/**
 * Lets Debian's tools judge the desktop entry, the AppStream metadata and the scripts of a package.
 * @returns what they print; nothing when they find nothing. @throws with their output when they find an error.
 */
export async function judgeDebianPackage({ files }: DebianPackage): Promise<string> {
  const entry = join(files, 'usr/share/applications/ecr-image-replicator.desktop');
  const scripts = ['postinst', 'postrm'].map((name) => join(files, 'DEBIAN', name));
  const outputs = await Promise.all([
    run('desktop-file-validate', [entry]),
    run('appstreamcli', ['validate-tree', '--no-net', '--no-color', files]),
    ...scripts.map((script) => run('bash', ['-n', script])),
  ]);
  return outputs.map(({ stdout, stderr }) => `${stdout}${stderr}`).join('');
}
