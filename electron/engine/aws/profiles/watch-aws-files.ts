import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tokenFolders } from './cached-tokens.ts';
import type { Environment } from './profile-files.ts';
import { profileFilePaths } from './profile-files.ts';

/** The kinds of files that have changed. */
export interface AwsFilesChange {
  /** The config or the credentials file. */
  readonly profiles: boolean;
  /** Token files of sign-ins, which the AWS CLI and this app write. */
  readonly signIns: boolean;
}

/** A watch of the AWS files, which calls `changed` until it is closed. */
export interface AwsFilesWatch {
  /** Compares the files with their last known versions, for file systems that report no changes. Resolves after the comparison. */
  recheck(): Promise<void>;
  close(): void;
}

interface WatchOptions {
  /** Read for each comparison: the variables can change and name other files. */
  readonly environment: Environment;
  readonly changed: (change: AwsFilesChange) => void;
  /** Milliseconds from the last reported change to the comparison. */
  readonly debounce?: number;
}

/** Returns a text that differs for each version of a file; empty when there is no file. */
async function readVersion(path: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}

async function readVersions(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  return (
    await Promise.all(files.map(async (name) => `${name} ${await readVersion(join(folder, name))}`))
  ).join('\n');
}

async function readAllVersions(
  environment: Environment,
): Promise<Readonly<Record<keyof AwsFilesChange, string>>> {
  const { config, credentials } = profileFilePaths(environment);
  const { sso, login } = tokenFolders(environment);
  const [profiles, signIns] = await Promise.all([
    Promise.all([config, credentials].map(async (path) => `${path} ${await readVersion(path)}`)),
    Promise.all([readVersions(sso), readVersions(login)]),
  ]);
  return { profiles: profiles.join('\n'), signIns: signIns.join('\n\n') };
}

/** Finds the nearest existing parent of a folder, where the creation of the folder is reported. */
async function findExistingFolder(folder: string): Promise<string> {
  for (let current = folder; ; current = dirname(current)) {
    try {
      if ((await stat(current)).isDirectory()) return current;
    } catch {
      // The parent may exist.
    }
    if (current === dirname(current)) return current;
  }
}

/** Finds the folders to watch: the watch of a file ends when the file is replaced. For a symbolic link, also the folder of its target. */
async function findFolders(environment: Environment): Promise<ReadonlySet<string>> {
  const { config, credentials } = profileFilePaths(environment);
  const { sso, login } = tokenFolders(environment);
  const real = await Promise.all([config, credentials].map((path) => realpath(path).catch(() => path)));
  const wanted = [...[config, credentials, ...real].map((path) => dirname(path)), sso, login];
  return new Set(await Promise.all(wanted.map(findExistingFolder)));
}

/** Distinguishes a folder from an earlier one with the same path. */
async function readFolderKey(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  return `${folder} ${found?.ino ?? ''}`;
}

/** Watches the AWS files and the token files of sign-ins, which need not exist. */
export function watchAwsFiles({ environment, changed, debounce = 250 }: WatchOptions): AwsFilesWatch {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let comparing = Promise.resolve();
  let known = readAllVersions(environment);

  const watchFolders = async (): Promise<void> => {
    const folders = [...(await findFolders(environment))];
    const wanted = new Map(
      await Promise.all(folders.map(async (folder) => [await readFolderKey(folder), folder] as const)),
    );
    for (const [key, watcher] of watchers) {
      if (wanted.has(key)) continue;
      watcher.close();
      watchers.delete(key);
    }
    for (const [key, folder] of wanted) {
      if (watchers.has(key) || isClosed) continue;
      try {
        const watcher = watch(folder, { persistent: false }, scheduleRecheck);
        watcher.on('error', () => {
          watcher.close();
          watchers.delete(key);
        });
        watchers.set(key, watcher);
      } catch {
        // The system allows no more watches, or the folder was deleted. `recheck` finds changes there.
      }
    }
  };

  const compare = async (): Promise<void> => {
    if (isClosed) return;
    const before = await known;
    await watchFolders();
    const now = await readAllVersions(environment);
    known = Promise.resolve(now);
    const change = { profiles: before.profiles !== now.profiles, signIns: before.signIns !== now.signIns };
    if (!isClosed && (change.profiles || change.signIns)) changed(change);
  };

  const recheck = (): Promise<void> => {
    clearTimeout(timer);
    comparing = comparing.catch(() => undefined).then(compare);
    return comparing;
  };

  function scheduleRecheck(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void recheck(), debounce);
  }

  void recheck();
  return {
    recheck,
    close() {
      isClosed = true;
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
      watchers.clear();
    },
  };
}
