import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import type { UploadJournal } from '../../engine/replication/upload/upload-journal.ts';

/** A journal in memory that one invocation hands to the next. */
export interface MemoryJournal extends UploadJournal {
  list(): readonly UnfinishedUpload[];
}

const keyOf = (repository: string, digest: string): string => `${repository} ${digest}`;

/** @param uploads that an earlier invocation left unfinished. */
export function createMemoryJournal(uploads: readonly UnfinishedUpload[]): MemoryJournal {
  const entries = new Map(uploads.map((upload) => [keyOf(upload.repository, upload.digest), upload]));
  return {
    find: async (repository, digest) => entries.get(keyOf(repository, digest)),
    write: async (upload) => void entries.set(keyOf(upload.repository, upload.digest), upload),
    remove: async (repository, digest) => void entries.delete(keyOf(repository, digest)),
    list: () => [...entries.values()],
  };
}
