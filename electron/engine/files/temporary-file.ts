import { createHash, randomUUID } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Names this computer, so that a process id is never looked up on another one that shares the folder. */
const hostId = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

const namePattern = /^ecr-image-replicator-([0-9a-f]{8})-(\d{1,10})-[0-9a-f-]{36}\.tmp$/;

/** What the first version added to the name of the file that it wrote. */
const firstSuffix = /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Milliseconds after which no process can still be writing a small file. */
const maxWritingTime = 3_600_000;

/** A path in the folder for a file that is being written; its name says which process writes it. */
export const temporaryPath = (folder: string): string =>
  join(folder, `ecr-image-replicator-${hostId}-${process.pid}-${randomUUID()}.tmp`);

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it runs as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function isLeftover(name: string, modifiedAt: number): boolean {
  if (Date.now() - modifiedAt > maxWritingTime) return true;
  const [, host, processId] = namePattern.exec(name) ?? [];
  if (host !== hostId) return false;
  // In a container, the process before this one often had the same id.
  if (Number(processId) === process.pid) return modifiedAt < performance.timeOrigin;
  return !isRunning(Number(processId));
}

async function removeLeftover(path: string, name: string): Promise<void> {
  const stats = await lstat(path);
  if (stats.isFile() && isLeftover(name, stats.mtimeMs)) await rm(path, { force: true });
}

/**
 * Removes the temporary files of `writeFileAtomically` whose process was killed: files with its exact name pattern whose
 * process has ended or that are older than an hour. Nothing else in the folder is opened or removed. Never rejects: a
 * file that cannot be removed stays for the next call.
 *
 * @param ownFiles files in a folder of the app itself: the first version named the temporary files after them, and those
 *   older than an hour are removed too.
 */
export async function removeStaleTemporaryFiles(
  folder: string,
  ownFiles: readonly string[] = [],
): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  const isOfFirstVersion = (name: string): boolean =>
    ownFiles.some((file) => name.startsWith(`${file}.`) && firstSuffix.test(name.slice(file.length)));
  const ours = names.filter((name) => namePattern.test(name) || isOfFirstVersion(name));
  await Promise.allSettled(ours.map((name) => removeLeftover(join(folder, name), name)));
}
