import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tokenFolders } from './cached-tokens.ts';
import type { Environment } from './profile-files.ts';
import { profileFilePaths } from './profile-files.ts';

/** Which of the files are others than before. */
export interface AwsFilesChange {
  /** The config or the credentials file. */
  readonly profiles: boolean;
  /** Files of sign-ins, as the AWS CLI and this app write them. */
  readonly signIns: boolean;
}

export interface AwsFilesWatch {
  /** Compares the files with what was last seen, for file systems that tell of no changes: when the window is looked at again. Resolves when it has looked. */
  recheck(): Promise<void>;
  close(): void;
}

interface WatchOptions {
  /** Read anew each time: the two variables may come to name other files. */
  readonly environment: Environment;
  readonly changed: (change: AwsFilesChange) => void;
  /** Milliseconds without news after which the files are looked at. */
  readonly quiet?: number;
}

/** What tells one version of a file from another; empty while there is none. */
async function versionOf(path: string): Promise<string> {
  try {
    const { ino, mtimeMs, size } = await stat(path);
    return `${ino} ${mtimeMs} ${size}`;
  } catch {
    return '';
  }
}

async function versionsIn(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).toSorted();
  return (
    await Promise.all(files.map(async (name) => `${name} ${await versionOf(join(folder, name))}`))
  ).join('\n');
}

async function see(environment: Environment): Promise<Readonly<Record<keyof AwsFilesChange, string>>> {
  const { config, credentials } = profileFilePaths(environment);
  const { sso, login } = tokenFolders(environment);
  const [profiles, signIns] = await Promise.all([
    Promise.all([config, credentials].map(async (path) => `${path} ${await versionOf(path)}`)),
    Promise.all([versionsIn(sso), versionsIn(login)]),
  ]);
  return { profiles: profiles.join('\n'), signIns: signIns.join('\n\n') };
}

/** The folder, or the nearest one above it while it does not exist: it is seen to come into being from there. */
async function nearestFolder(folder: string): Promise<string> {
  for (let current = folder; ; current = dirname(current)) {
    try {
      if ((await stat(current)).isDirectory()) return current;
    } catch {
      // One higher.
    }
    if (current === dirname(current)) return current;
  }
}

/** Folders, not files: a file that is replaced takes its watch with it. Of a link also the folder of what it leads to. */
async function foldersOf(environment: Environment): Promise<ReadonlySet<string>> {
  const { config, credentials } = profileFilePaths(environment);
  const { sso, login } = tokenFolders(environment);
  const real = await Promise.all([config, credentials].map((path) => realpath(path).catch(() => path)));
  const wanted = [...[config, credentials, ...real].map((path) => dirname(path)), sso, login];
  return new Set(await Promise.all(wanted.map(nearestFolder)));
}

/** Tells a folder that was removed and made anew from the one that is watched. */
async function folderKey(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  return `${folder} ${found?.ino ?? ''}`;
}

/** Watches the AWS files and the files of sign-ins; nothing of them has to exist yet. */
export function watchAwsFiles({ environment, changed, quiet = 250 }: WatchOptions): AwsFilesWatch {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let looking = Promise.resolve();
  let seen = see(environment);

  const watchFolders = async (): Promise<void> => {
    const folders = [...(await foldersOf(environment))];
    const wanted = new Map(
      await Promise.all(folders.map(async (folder) => [await folderKey(folder), folder] as const)),
    );
    for (const [key, watcher] of watchers) {
      if (wanted.has(key)) continue;
      watcher.close();
      watchers.delete(key);
    }
    for (const [key, folder] of wanted) {
      if (watchers.has(key) || isClosed) continue;
      try {
        const watcher = watch(folder, { persistent: false }, wait);
        watcher.on('error', () => {
          watcher.close();
          watchers.delete(key);
        });
        watchers.set(key, watcher);
      } catch {
        // The system has no more watches, or the folder has just gone: `recheck` sees what happens there.
      }
    }
  };

  const look = async (): Promise<void> => {
    if (isClosed) return;
    const before = await seen;
    await watchFolders();
    const now = await see(environment);
    seen = Promise.resolve(now);
    const change = { profiles: before.profiles !== now.profiles, signIns: before.signIns !== now.signIns };
    if (!isClosed && (change.profiles || change.signIns)) changed(change);
  };

  const recheck = (): Promise<void> => {
    clearTimeout(timer);
    looking = looking.then(look);
    return looking;
  };

  function wait(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void recheck(), quiet);
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
