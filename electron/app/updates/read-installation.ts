import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { readSmallFile } from '../../engine/files/read-small-file.ts';
import type { Installation } from './installation.ts';

const run = promisify(execFile);

export interface ProcessFacts {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  readonly execPath: string;
  readonly resourcesPath: string;
  readonly appName: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const canAccess = (path: string, mode?: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

/**
 * The AppImage of this process. A program that another AppImage started inherits its variables, so that the process must
 * run from the folder where the AppImage is mounted.
 */
async function findAppImage({ environment, execPath }: ProcessFacts): Promise<Installation['appImage']> {
  const { APPIMAGE: path, APPDIR: mount } = environment;
  if (!path || !mount || !isAbsolute(path) || !execPath.startsWith(resolve(mount) + sep)) return undefined;
  const writable = constants.W_OK | constants.X_OK;
  return { path, canReplace: (await canAccess(path)) && (await canAccess(dirname(path), writable)) };
}

/** The content of `package-type`, which electron-builder writes into packages of the system. */
async function readPackageType({ resourcesPath }: ProcessFacts): Promise<string | undefined> {
  const text = await readSmallFile(join(resourcesPath, 'package-type'), 1_024).catch(() => '');
  return text.trim() || undefined;
}

/** Reads the report of `codesign -dv`: ad-hoc signatures have no team. */
export const hasTeam = (report: string): boolean => /^TeamIdentifier=(?!not set)\S/m.test(report);

/** `/Applications/ECR Image Replicator.app` of its executable in `Contents/MacOS`. */
async function isSignedByTeam({ execPath }: ProcessFacts): Promise<boolean> {
  const bundle = resolve(execPath, '../../..');
  return run('/usr/bin/codesign', ['-dv', bundle], { timeout: 10_000 }).then(
    ({ stderr }) => hasTeam(stderr),
    () => false,
  );
}

/** Finds out how this app was installed. Never rejects: what cannot be read counts as absent. */
export async function readInstallation(facts: ProcessFacts): Promise<Installation> {
  const { platform, isPackaged, execPath, appName } = facts;
  const [appImage, packageType, hasUninstaller, isSigned] = await Promise.all([
    platform === 'linux' ? findAppImage(facts) : undefined,
    platform === 'linux' ? readPackageType(facts) : undefined,
    platform === 'win32' && canAccess(join(dirname(execPath), `Uninstall ${appName}.exe`)),
    platform === 'darwin' && isSignedByTeam(facts),
  ]);
  return { platform, isPackaged, appImage, packageType, hasUninstaller, isSigned };
}
