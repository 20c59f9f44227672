import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { appFolder } from '../app/launch.ts';

/** The output of electron-builder. */
export interface PackagedApp {
  /** The file with the fuses, as @electron/fuses expects it: on macOS the bundle. */
  readonly executable: string;
  /** The file to start. */
  readonly program: string;
  /** The app's archive. */
  readonly archive: string;
}

const executableNames = ['ecr-image-replicator', 'ECR Image Replicator.exe', 'ECR Image Replicator.app'];

/** Finds the app in a folder that `packageApp` wrote. */
export async function findPackagedApp(output: string): Promise<PackagedApp> {
  const entries = await readdir(output, { recursive: true });
  const find = (what: string, isIt: (entry: string) => boolean): string => {
    const entry = entries.find(isIt);
    if (entry === undefined) throw new Error(`There is no ${what} in ${output}.`);
    return join(output, entry);
  };
  const executable = find('executable', (entry) => executableNames.includes(basename(entry)));
  return {
    executable,
    program: executable.endsWith('.app')
      ? join(executable, 'Contents', 'MacOS', basename(executable, '.app'))
      : executable,
    archive: find('app.asar', (entry) => basename(entry) === 'app.asar'),
  };
}

/** Packages the app by the same command as a user. @param options for example `--testable`. */
export async function packageApp(output: string, ...options: readonly string[]): Promise<PackagedApp> {
  await promisify(execFile)(process.execPath, ['scripts/package.ts', '--output', output, ...options], {
    cwd: appFolder,
  });
  return findPackagedApp(output);
}
