import { chmodSync, closeSync, lstatSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';

/** How to start the process that tries a fault. */
export type Family = 'full-disk' | 'read-only-mount' | 'permissions' | 'failing-calls';

/** A defect of a folder between `apply` and `lift`. */
export interface Fault {
  readonly name: string;
  /** Whether it ends by itself in less than a second: the change must be stored all the same. */
  readonly isShort?: boolean;
  apply(folder: string): void;
  lift(folder: string): void;
}

/** All folders and files below, the folder itself last. */
function pathsIn(folder: string): readonly string[] {
  const below = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pathsIn(path) : [path];
  });
  return [...below, folder];
}

const isFolder = (path: string): boolean => lstatSync(path).isDirectory();

function setModes(folder: string, folderMode: number, fileMode: number): void {
  for (const path of pathsIn(folder)) chmodSync(path, isFolder(path) ? folderMode : fileMode);
}

/** Restores the owner's permissions that `setModes` removed. */
function restoreModes(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) restoreModes(path);
    else chmodSync(path, 0o600);
  }
}

const permissions: readonly Fault[] = [
  {
    name: 'EACCES: folder not writable',
    apply: (folder) => setModes(folder, 0o500, 0o600),
    lift: restoreModes,
  },
  {
    name: 'EACCES: folder not accessible',
    apply: (folder) => setModes(folder, 0, 0o600),
    lift: restoreModes,
  },
  { name: 'EACCES: files not readable', apply: (folder) => setModes(folder, 0o700, 0), lift: restoreModes },
];

const fillerOf = (folder: string): string => join(folder, '..', 'filler');

const fullDisk: Fault = {
  name: 'ENOSPC: full tmpfs',
  apply(folder) {
    const file = openSync(fillerOf(folder), 'w');
    try {
      for (;;) writeSync(file, Buffer.alloc(4096));
    } catch {
      // The disk is full.
    } finally {
      closeSync(file);
    }
  },
  lift: (folder) => rmSync(fillerOf(folder), { force: true }),
};

function remount(folder: string, mode: 'ro' | 'rw'): void {
  const mount = join(folder, '..', '..');
  const { status, stderr } = spawnSync('mount', ['-o', `remount,${mode}`, mount], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount -o remount,${mode} failed: ${stderr}`);
}

const readOnlyMount: Fault = {
  name: 'EROFS: read-only mount',
  apply: (folder) => remount(folder, 'ro'),
  lift: (folder) => remount(folder, 'rw'),
};

type Call = 'any-open' | 'write-open' | 'read' | 'write' | 'fsync' | 'rename';
type Code = 'EACCES' | 'EBUSY' | 'EIO' | 'ENOSPC' | 'EPERM' | 'EROFS';

const failingCall = (code: Code, call: Call, times?: number): Fault => ({
  name: `${code}: ${call}${times === undefined ? '' : `, ${times} times`}`,
  isShort: times !== undefined,
  apply(folder) {
    const limit = times === undefined ? '' : `:${times}`;
    process.env['DISK_FAULT'] = `${call}:${constants.errno[code]}:${folder}${limit}`;
  },
  lift() {
    process.env['DISK_FAULT'] = '';
  },
});

const failingCalls: readonly Fault[] = [
  failingCall('EIO', 'any-open'),
  failingCall('EIO', 'write-open'),
  failingCall('EIO', 'read'),
  failingCall('EIO', 'write'),
  failingCall('EIO', 'fsync'),
  failingCall('EIO', 'rename'),
  failingCall('ENOSPC', 'write-open'),
  failingCall('ENOSPC', 'write'),
  failingCall('ENOSPC', 'fsync'),
  failingCall('ENOSPC', 'rename'),
  failingCall('EROFS', 'write-open'),
  failingCall('EROFS', 'rename'),
  failingCall('EBUSY', 'rename', 2),
  failingCall('EPERM', 'rename', 2),
  // Last, because every rename waits for all its attempts; a sample leaves it out.
  failingCall('EACCES', 'rename'),
];

export const faultsOf: Readonly<Record<Family, readonly Fault[]>> = {
  'full-disk': [fullDisk],
  'read-only-mount': [readOnlyMount],
  permissions,
  'failing-calls': failingCalls,
};
