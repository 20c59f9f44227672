import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readFileSync,
  readlinkSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The data that a second start of the app sends to the first one. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** Whether the process of the lock is alive. */
function isOwned(lock: string): boolean {
  try {
    process.kill(Number(readlinkSync(lock)), 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function tryLock(lock: string): boolean {
  try {
    symlinkSync(String(process.pid), lock);
    return true;
  } catch {
    return false;
  }
}

function listen(inbox: string, onSecond: (second: SecondInstance) => void): void {
  rmSync(inbox, { recursive: true, force: true });
  mkdirSync(inbox, { recursive: true });
  const read = (): void => {
    for (const name of readdirSync(inbox).filter((other) => other.endsWith('.json'))) {
      const text = readFileSync(join(inbox, name), 'utf8');
      unlinkSync(join(inbox, name));
      onSecond(JSON.parse(text) as SecondInstance);
    }
  };
  watch(inbox, read).unref();
}

/**
 * Claims a user data folder for this process. The first start owns a link with its process id; later starts write a file
 * with their arguments. Both are synchronous, as Electron's call is.
 * @returns false when another process owns the folder; it has been notified then.
 */
export function claimInstance(
  userData: string,
  mine: SecondInstance,
  onSecond: (second: SecondInstance) => void,
): boolean {
  const lock = join(userData, 'SingletonLock');
  const inbox = join(userData, 'SingletonInbox');
  mkdirSync(userData, { recursive: true });
  if (!tryLock(lock)) {
    if (isOwned(lock)) {
      const file = join(inbox, randomUUID());
      writeFileSync(file, JSON.stringify(mine));
      renameSync(file, `${file}.json`);
      return false;
    }
    rmSync(lock, { force: true });
    if (!tryLock(lock)) return claimInstance(userData, mine, onSecond);
  }
  process.on('exit', () => {
    rmSync(lock, { force: true });
    rmSync(inbox, { recursive: true, force: true });
  });
  listen(inbox, onSecond);
  return true;
}
