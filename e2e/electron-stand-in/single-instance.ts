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

/** What a further start of the app tells the first one. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly workingDirectory: string;
  readonly additionalData: unknown;
}

/** True when the process that the lock names is alive. */
function isHeld(lock: string): boolean {
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
 * Claims a user data folder for this process. The first start holds a link that names it; further ones leave a file
 * that says how they were started. Both are synchronous, as Electron's call is.
 * @returns false when another process holds the folder; it has been told then.
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
    if (isHeld(lock)) {
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
