import { createHash, randomUUID } from 'node:crypto';
import { lstat, open, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Identifies this computer: in a shared folder, process ids of other computers must not be checked. */
const hostId = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

const namePattern =
  /^ecr-image-replicator-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** The suffix of temporary files of the first version of the app. */
const firstVersionSuffix = /^\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Milliseconds after which no process can still write a small file. */
const maxWritingTime = 3_600_000;

/** The path of a new temporary file in the folder; its name contains the id of this process. */
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

function isStale(name: string, modifiedAt: number): boolean {
  if (Date.now() - modifiedAt > maxWritingTime) return true;
  const [, host, processId] = namePattern.exec(name) ?? [];
  if (host !== hostId) return false;
  // In a container, the previous process often had the same id.
  if (Number(processId) === process.pid) return modifiedAt < performance.timeOrigin;
  return !isRunning(Number(processId));
}

/** Bytes of a file's start that are compared. */
const startBytes = 64;

async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(startBytes), 0, startBytes);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Whether a killed process can have written this start of one of the texts. */
export const isStartOf = (start: string, texts: readonly string[]): boolean =>
  texts.some((text) => text.startsWith(start) || start.startsWith(text));

async function removeIfStale(path: string, name: string, texts: readonly string[]): Promise<void> {
  const stats = await lstat(path);
  if (!stats.isFile() || !isStale(name, stats.mtimeMs)) return;
  if (texts.length > 0 && !isStartOf(await readStart(path), texts)) return;
  await rm(path, { force: true });
}

/**
 * Removes the temporary files that killed processes left: files with the name pattern of `temporaryPath` whose process
 * has ended or that are older than an hour. Opens and removes no other file. Never rejects: a file that cannot be removed
 * remains for the next call.
 *
 * @param options.texts what the files begin with, in at most 64 characters; any content when absent.
 * @param options.ownFiles names of the app's files in this folder. The first version derived the names of its temporary files
 *   from them; those older than an hour are removed too.
 */
export async function removeStaleTemporaryFiles(
  folder: string,
  {
    ownFiles = [],
    texts = [],
  }: { readonly ownFiles?: readonly string[]; readonly texts?: readonly string[] } = {},
): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  const isOfFirstVersion = (name: string): boolean =>
    ownFiles.some((file) => name.startsWith(`${file}.`) && firstVersionSuffix.test(name.slice(file.length)));
  const temporaryFiles = names.filter((name) => namePattern.test(name) || isOfFirstVersion(name));
  await Promise.allSettled(temporaryFiles.map((name) => removeIfStale(join(folder, name), name, texts)));
}
