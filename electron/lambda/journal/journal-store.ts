import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { UnfinishedUpload } from '../../../shared/models/unfinished-upload.ts';
import type { Journal } from '../../../shared/models/work-item.ts';
import { storedJournalSchema } from '../../../shared/models/work-item.ts';
import { InvalidEventError } from '../errors/failures.ts';
import type { Log } from '../logging/log.ts';

/** Hands the unfinished uploads of one invocation to the next. */
export interface JournalStore {
  /** Stores a journal in S3 when it is too large for a payload. Without a bucket, the smallest uploads are left out. */
  store(uploads: readonly UnfinishedUpload[], log: Log): Promise<Journal>;
  /** Without an object that can be read as a journal, the layers are uploaded again. @throws InvalidEventError for another bucket. */
  load(journal: Journal | undefined, log: Log): Promise<readonly UnfinishedUpload[]>;
}

/** Bytes of a journal within a payload: Step Functions passes 256 KiB from state to state, with the rest of the item. */
export const maxInlineBytes = 100 * 1024;

const sizeOf = (journal: Journal): number => Buffer.byteLength(JSON.stringify(journal));

const inline = (uploads: readonly UnfinishedUpload[]): Journal => ({ kind: 'inline', uploads: [...uploads] });

/** The uploads with the most confirmed bytes, as many as a payload takes. */
function largestThatFit(uploads: readonly UnfinishedUpload[]): Journal {
  let kept = uploads.toSorted((a, b) => b.confirmed - a.confirmed);
  while (kept.length > 0 && sizeOf(inline(kept)) > maxInlineBytes)
    kept = kept.slice(0, Math.floor(kept.length * 0.8));
  return inline(kept);
}

/** @param createClient called when the first journal is too large for a payload. */
export function createJournalStore(bucket: string | undefined, createClient: () => S3Client): JournalStore {
  let client: S3Client | undefined;
  const s3 = (): S3Client => (client ??= createClient());

  const put = async (bucketName: string, text: string): Promise<Journal> => {
    // The same journal has the same key, so that a repeated invocation leaves no second object.
    const key = `journals/${createHash('sha256').update(text).digest('hex')}.json`;
    await s3().send(
      new PutObjectCommand({ Bucket: bucketName, Key: key, Body: text, ContentType: 'application/json' }),
    );
    return { kind: 's3', bucket: bucketName, key };
  };

  const get = async (bucketName: string, key: string): Promise<readonly UnfinishedUpload[]> => {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: bucketName, Key: key }));
    return storedJournalSchema.parse(JSON.parse((await Body?.transformToString()) ?? '')).uploads;
  };

  /** Logs no more than the name of an error: its message can have a part of a foreign object. */
  const getOrNone = async (
    bucketName: string,
    key: string,
    log: Log,
  ): Promise<readonly UnfinishedUpload[]> => {
    try {
      return await get(bucketName, key);
    } catch (error) {
      log.warn('The journal cannot be read: the unfinished layers are uploaded again from their beginning.', {
        bucket: bucketName,
        key,
        error: error instanceof Error ? error.name : undefined,
      });
      return [];
    }
  };

  return {
    async store(uploads, log) {
      const journal = inline(uploads);
      if (sizeOf(journal) <= maxInlineBytes) return journal;
      if (bucket !== undefined) return put(bucket, JSON.stringify(journal));
      log.warn(
        'Not all unfinished uploads fit into the payload: some layers are uploaded again from their beginning. Set JOURNAL_BUCKET.',
        { uploads: uploads.length },
      );
      return largestThatFit(uploads);
    },
    async load(journal, log) {
      if (journal === undefined) return [];
      if (journal.kind === 'inline') return journal.uploads;
      if (journal.bucket === bucket) return getOrNone(bucket, journal.key, log);
      throw new InvalidEventError(
        `The journal is in bucket ${journal.bucket}, and JOURNAL_BUCKET of the function is ${bucket ?? 'not set'}.`,
      );
    },
  };
}
