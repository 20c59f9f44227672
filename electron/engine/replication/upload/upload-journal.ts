import { createHash } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readSmallFile } from '../../files/read-small-file.ts';
import { removeStaleTemporaryFiles } from '../../files/temporary-file.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';

const commonFields = {
  /** As `repositoryKey` writes it. */
  repository: z.string().min(1),
  digest: z.string().min(1),
  /** Milliseconds since 1970. */
  at: z.number(),
};

const apiUploadSchema = z
  .object({
    ...commonFields,
    uploadMethod: z.literal('api'),
    uploadId: z.string().min(1),
    /** Bytes. */
    partSize: z.int().positive(),
    /** Bytes that ECR has confirmed, from the first on: whole parts. */
    confirmed: z.int().positive(),
  })
  .refine(({ confirmed, partSize }) => confirmed % partSize === 0);

const registryUploadSchema = z.object({
  ...commonFields,
  uploadMethod: z.literal('registry'),
  /** The upload's address. */
  target: z.string().min(1),
  /** Bytes of which the registry has confirmed that it holds them; it may hold more. Notes of earlier versions lack it. */
  confirmed: z.int().nonnegative().default(0),
});

const unfinishedUploadSchema = z.union([apiUploadSchema, registryUploadSchema]);

/** A layer of which ECR has the first parts. */
export type UnfinishedApiUpload = Readonly<z.infer<typeof apiUploadSchema>>;
/** A layer of which the registry, through its OCI registry API, may have the first bytes. */
export type UnfinishedRegistryUpload = Readonly<z.infer<typeof registryUploadSchema>>;
export type UnfinishedUpload = UnfinishedApiUpload | UnfinishedRegistryUpload;

/** What is known of unfinished uploads, beyond the end of the process. No method ever rejects. */
export interface UploadJournal {
  find(repository: string, digest: string): Promise<UnfinishedUpload | undefined>;
  write(upload: UnfinishedUpload): Promise<void>;
  forget(repository: string, digest: string): Promise<void>;
}

export const noJournal: UploadJournal = {
  find: async () => undefined,
  write: async () => undefined,
  forget: async () => undefined,
};

interface JournalOptions {
  readonly now?: () => number;
  /** Called when an upload cannot be noted; not again until one could be. */
  readonly onProblem?: (error: unknown) => void;
  /** Called when one could be noted again. */
  readonly onRecovered?: () => void;
}

/** Milliseconds after which an upload is not resumed any more. ECR does not say how long it keeps one. */
const keptFor = 24 * 3_600_000;

const maxEntryBytes = 64 * 1024;

const marker = { kind: 'ecr-image-replicator/unfinished-upload', version: 1 } as const;
const markerSchema = z.object({ kind: z.literal(marker.kind), version: z.literal(marker.version) });

/** The first version of the format had neither prefix nor marker. */
const namePattern = /^(ecr-image-replicator-upload-)?([0-9a-f]{64})\.json$/;
/** The temporary files of the first version. */
const firstTemporaryPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

const hashOf = (repository: string, digest: string): string =>
  createHash('sha256').update(`${repository} ${digest}`).digest('hex');

const namesOf = (repository: string, digest: string): readonly [present: string, first: string] => {
  const hash = hashOf(repository, digest);
  return [`ecr-image-replicator-upload-${hash}.json`, `${hash}.json`];
};

/**
 * The upload that a file of the journal notes; undefined for any other file. A file is the journal's own when its name
 * has the journal's form, its content has the journal's schema and marker, and the name is the hash of that content. A
 * temporary file of the first version has a random name: its content alone has to say it.
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
    return hash === undefined || hashOf(upload.repository, upload.digest) === hash ? upload : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A journal in a folder: one small file for each upload, replaced as a whole after each part. Several processes may use
 * the folder, and it may contain any other files: only files that are the journal's own are ever removed.
 */
export function createUploadJournal(
  folder: string,
  { now = Date.now, onProblem, onRecovered }: JournalOptions = {},
): UploadJournal {
  let hasProblem = false;
  let cleaned: Promise<void> | undefined;

  const isOld = ({ at }: UnfinishedUpload): boolean => now() - at >= keptFor;

  const removeOld = async (name: string): Promise<void> => {
    const upload = await readEntry(folder, name);
    if (upload && isOld(upload)) await rm(join(folder, name), { force: true });
  };

  const clean = async (): Promise<void> => {
    const names = await readdir(folder);
    // One after another: a folder of many old entries must not use up the file handles of the copy.
    for (const name of names) await removeOld(name).catch(() => undefined);
    await removeStaleTemporaryFiles(folder);
  };
  /** Once; again as long as the folder cannot be listed. */
  const cleanOnce = (): Promise<void> =>
    (cleaned ??= clean().catch(() => {
      cleaned = undefined;
    }));

  return {
    async find(repository, digest) {
      await cleanOnce();
      for (const name of namesOf(repository, digest)) {
        const upload = await readEntry(folder, name);
        if (upload && !isOld(upload)) return upload;
      }
      return undefined;
    },
    async write(upload) {
      await cleanOnce();
      const [name] = namesOf(upload.repository, upload.digest);
      try {
        const text = JSON.stringify({ ...marker, ...upload });
        // Losing an entry with the power costs no more than uploading its parts again.
        await writeFileAtomically(join(folder, name), text, { durable: false });
        if (hasProblem) onRecovered?.();
        hasProblem = false;
      } catch (error) {
        if (!hasProblem) onProblem?.(error);
        hasProblem = true;
      }
    },
    async forget(repository, digest) {
      for (const name of namesOf(repository, digest)) {
        if (await readEntry(folder, name))
          await rm(join(folder, name), { force: true }).catch(() => undefined);
      }
    },
  };
}
