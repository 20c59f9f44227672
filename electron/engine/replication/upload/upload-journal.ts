import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const whose = {
  /** As `repositoryKey` tells it. */
  repository: z.string().min(1),
  digest: z.string().min(1),
  /** Milliseconds since 1970. */
  at: z.number(),
};

const apiUploadSchema = z
  .object({
    ...whose,
    door: z.literal('api'),
    uploadId: z.string().min(1),
    /** Bytes. */
    partSize: z.int().positive(),
    /** Bytes that ECR has confirmed, from the first on: whole parts. */
    confirmed: z.int().positive(),
  })
  .refine(({ confirmed, partSize }) => confirmed % partSize === 0);

const registryUploadSchema = z.object({
  ...whose,
  door: z.literal('registry'),
  /** The upload's address; the registry itself knows how far it is. */
  target: z.string().min(1),
});

const unfinishedUploadSchema = z.union([apiUploadSchema, registryUploadSchema]);

/** A layer of which ECR holds the first parts. */
export type UnfinishedApiUpload = Readonly<z.infer<typeof apiUploadSchema>>;
/** A layer of which the registry, by its own door, may hold the first bytes. */
export type UnfinishedRegistryUpload = Readonly<z.infer<typeof registryUploadSchema>>;
export type UnfinishedUpload = UnfinishedApiUpload | UnfinishedRegistryUpload;

/** What is known of unfinished uploads, beyond the end of the process. It helps or it does not; it never fails. */
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

/** Milliseconds after which an upload is not asked about any more. ECR does not say how long it keeps one. */
const keptFor = 24 * 3_600_000;

/** No journal is no reason to fail a copy: without it, a layer begins anew. */
const orNothing = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);

/**
 * A journal in a folder: one small file for each upload, replaced as a whole after each part. Whatever moment the
 * process ends at, a file tells of a state that was, and ECR puts it right where it has gone on since.
 */
export function createUploadJournal(folder: string, now = Date.now): UploadJournal {
  const pathOf = (repository: string, digest: string): string => {
    const name = createHash('sha256').update(`${repository} ${digest}`).digest('hex');
    return join(folder, `${name}.json`);
  };

  const prune = async (): Promise<void> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if (now() - (await stat(path)).mtimeMs > keptFor) await rm(path, { force: true });
    }
  };
  let pruned: Promise<void> | undefined;
  const ready = (): Promise<void> => (pruned ??= prune());

  return {
    find: async (repository, digest) =>
      orNothing(
        (async () => {
          await ready();
          const upload = unfinishedUploadSchema.parse(
            JSON.parse(await readFile(pathOf(repository, digest), 'utf8')),
          );
          const isIt = upload.repository === repository && upload.digest === digest;
          return isIt && now() - upload.at < keptFor ? upload : undefined;
        })(),
      ),
    write: (upload) =>
      orNothing(
        (async () => {
          await ready();
          const temporary = join(folder, `${randomUUID()}.tmp`);
          await writeFile(temporary, JSON.stringify(upload), { mode: 0o600 });
          await rename(temporary, pathOf(upload.repository, upload.digest));
        })(),
      ),
    forget: (repository, digest) => orNothing(rm(pathOf(repository, digest), { force: true })),
  };
}
