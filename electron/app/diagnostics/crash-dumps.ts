import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A crash dump of this computer, which is never sent. */
export interface CrashDump {
  /** Relative to the folder of the dumps. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Dumps that are kept; a dump contains the memory of a process. */
const keptDumps = 5;

/** Lists the dumps, the newest first. Crashpad has subfolders by state, and more files beside the dumps. */
export async function listCrashDumps(folder: string): Promise<readonly CrashDump[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.dmp'))
    .map((entry) => join(entry.parentPath, entry.name));
  const dumps = await Promise.all(
    paths.map(async (path) => {
      const facts = await stat(path).catch(() => undefined);
      return facts ? [{ name: relative(folder, path), size: facts.size, at: facts.mtimeMs }] : [];
    }),
  );
  return dumps.flat().toSorted((one, other) => other.at - one.at);
}

/** Deletes all dumps but the newest five. Never rejects: what cannot be deleted is tried again at the next start. */
export async function removeOldCrashDumps(folder: string): Promise<void> {
  const old = (await listCrashDumps(folder)).slice(keptDumps);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true }).catch(() => undefined)));
}
