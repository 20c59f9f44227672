import { createHash } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { UnfinishedUpload } from '../../../../shared/models/unfinished-upload.ts';
import { unfinishedUploadSchema } from '../../../../shared/models/unfinished-upload.ts';
import { readSmallFile, UnsupportedFileError } from '../../files/read-small-file.ts';
import { isStartOf, removeStaleTemporaryFiles } from '../../files/temporary-file.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';

/** Records unfinished uploads, so that another process can resume them. No method ever rejects. */
export interface UploadJournal {
  find(repository: string, digest: string): Promise<UnfinishedUpload | undefined>;
  write(upload: UnfinishedUpload): Promise<void>;
  remove(repository: string, digest: string): Promise<void>;
}

/** For copies whose uploads no later process resumes. */
export const noJournal: UploadJournal = {
  find: async () => undefined,
  write: async () => undefined,
  remove: async () => undefined,
};

interface JournalOptions {
  readonly now?: () => number;
  /** Called when an entry cannot be written, and not again until one could be written. */
  readonly onProblem?: (error: unknown) => void;
  /** Called when an entry could be written again. */
  readonly onRecovered?: () => void;
}

/** The content of a file that tries whether the folder of a journal can be written to. */
export const probeText = 'A file that tries whether this folder can be written to.';

/** Milliseconds after which an upload is no longer resumed. ECR does not document how long it keeps one. */
const retention = 24 * 3_600_000;

const maxEntryBytes = 64 * 1024;

const marker = { kind: 'ecr-image-replicator/unfinished-upload', version: 1 } as const;
const markerSchema = z.object({ kind: z.literal(marker.kind), version: z.literal(marker.version) });

/** Entries of the first version of the format have neither prefix nor marker. */
const namePattern = /^(ecr-image-replicator-upload-)?([0-9a-f]{64})\.json$/;
/** Temporary files of the first version. */
const firstTemporaryPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

const computeHash = (repository: string, digest: string): string =>
  createHash('sha256').update(`${repository} ${digest}`).digest('hex');

/** The file names in the present format and in the first one. */
const fileNames = (repository: string, digest: string): readonly [present: string, first: string] => {
  const hash = computeHash(repository, digest);
  return [`ecr-image-replicator-upload-${hash}.json`, `${hash}.json`];
};

/**
 * Reads an entry of the journal. A file is an entry when its name has the form of the journal, its content has the schema
 * and marker, and the name is the hash of the content. Temporary files of the first version have random names, so that
 * only their content is checked.
 *
 * @returns undefined for any other file.
 */
async function readEntry(folder: string, name: string): Promise<UnfinishedUpload | undefined> {
  const [, prefix, hash] = namePattern.exec(name) ?? [];
  if (hash === undefined && !firstTemporaryPattern.test(name)) return undefined;
  try {
    const path = join(folder, name);
    if (!(await lstat(path)).isFile()) return undefined;
    const json: unknown = JSON.parse(await readSmallFile(path, maxEntryBytes));
    if (prefix !== undefined) markerSchema.parse(json);
    const upload = unfinishedUploadSchema.parse(json);
    return hash === undefined || computeHash(upload.repository, upload.digest) === hash ? upload : undefined;
  } catch {
    return undefined;
  }
}

const entryStart = `{"kind":"${marker.kind}"`;

/** What temporary files begin with: entries, and the file that tries whether the folder can be written to. */
const temporaryTexts = [entryStart, probeText] as const;

/**
 * Checks that nothing but an entry is replaced; a damaged one may be.
 *
 * @throws UnsupportedFileError for anything else with the name of the entry.
 */
async function assertOwn(folder: string, name: string): Promise<void> {
  const path = join(folder, name);
  const stats = await lstat(path).catch(() => undefined);
  if (!stats || (await readEntry(folder, name))) return;
  const text = stats.isFile() ? await readSmallFile(path, maxEntryBytes).catch(() => undefined) : undefined;
  if (text === undefined || !isStartOf(text, [entryStart]))
    throw new UnsupportedFileError(`${name} is not an entry of the journal, and was left as it is.`);
}

/**
 * Creates a journal in a folder: one small file for each upload, replaced as a whole after each part. Several processes
 * may use the folder, and it may contain other files: only entries of the journal are ever replaced or removed.
 */
export function createUploadJournal(
  folder: string,
  { now = Date.now, onProblem, onRecovered }: JournalOptions = {},
): UploadJournal {
  let hasProblem = false;
  let cleaning: Promise<void> | undefined;

  const isOld = ({ at }: UnfinishedUpload): boolean => now() - at >= retention;

  const removeIfOld = async (name: string): Promise<void> => {
    const upload = await readEntry(folder, name);
    if (upload && isOld(upload)) await rm(join(folder, name), { force: true });
  };

  const clean = async (): Promise<void> => {
    const names = await readdir(folder);
    // One after another, so that many old entries do not use up the file handles of the copy.
    for (const name of names) await removeIfOld(name).catch(() => undefined);
    await removeStaleTemporaryFiles(folder, { texts: temporaryTexts });
  };
  /** Removes old entries once per process, or later when the folder cannot be listed yet. */
  const cleanOnce = (): Promise<void> =>
    (cleaning ??= clean().catch(() => {
      cleaning = undefined;
    }));

  return {
    async find(repository, digest) {
      await cleanOnce();
      for (const name of fileNames(repository, digest)) {
        const upload = await readEntry(folder, name);
        if (upload && !isOld(upload)) return upload;
      }
      return undefined;
    },
    async write(upload) {
      await cleanOnce();
      const [name] = fileNames(upload.repository, upload.digest);
      try {
        await assertOwn(folder, name);
        const text = JSON.stringify({ ...marker, ...upload });
        // Not durable, because a lost entry costs no more than uploading its parts again.
        await writeFileAtomically(join(folder, name), text, { durable: false, followLinks: false });
        if (hasProblem) onRecovered?.();
        hasProblem = false;
      } catch (error) {
        if (!hasProblem) onProblem?.(error);
        hasProblem = true;
      }
    },
    async remove(repository, digest) {
      for (const name of fileNames(repository, digest)) {
        if (await readEntry(folder, name))
          await rm(join(folder, name), { force: true }).catch(() => undefined);
      }
    },
  };
}
