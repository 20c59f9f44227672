import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { HistoryTable } from './history-table.ts';
import { translateEntry, translateTransfer } from './old-records.ts';
import type { QueueTable } from './queue-table.ts';
import { decodeEntry } from './stored-entry.ts';
import { decodeTransfer } from './stored-transfer.ts';
import { inTransaction } from './transaction.ts';

interface Tables {
  readonly database: DatabaseSync;
  readonly queue: QueueTable;
  readonly history: HistoryTable;
}

/** `history.jsonl`, which is the newest, `history.1.jsonl`, and so on. */
const historyFile = /^history(?:\.(\d+))?\.jsonl$/;
const queueFile = 'transfers.json';

const getAge = (name: string): number => Number(historyFile.exec(name)?.[1] ?? 0);

const queueContent = z.object({ unfinished: z.array(z.unknown()) });

/** The records of a file as separate texts, so that an invalid one does not affect the others. */
function recordsIn(name: string, text: string): readonly string[] {
  if (name !== queueFile) return text.split('\n').filter((line) => line.trim() !== '');
  try {
    return queueContent.parse(JSON.parse(text)).unfinished.map((each) => JSON.stringify(each));
  } catch {
    return [text];
  }
}

function importRecord(name: string, text: string, { queue, history }: Tables): void {
  const value: unknown = JSON.parse(text);
  if (name === queueFile) {
    const transfer = decodeTransfer(translateTransfer(value));
    // The transfer may have finished after an earlier import of this file.
    if (history.getNumber(transfer.id) === undefined) queue.put(transfer);
    return;
  }
  const { summary, contents } = translateEntry(value);
  history.insert(decodeEntry(summary, contents));
}

function importFile(name: string, text: string, tables: Tables): void {
  const { database } = tables;
  const digest = createHash('sha256').update(text).digest('hex');
  const addFile = database.prepare('INSERT INTO imported_file VALUES (?, ?) ON CONFLICT DO NOTHING');
  const addUnreadable = database.prepare('INSERT INTO unreadable (file, content) VALUES (?, ?)');
  inTransaction(database, () => {
    if (addFile.run(name, digest).changes === 0) return;
    for (const record of recordsIn(name, text)) {
      try {
        importRecord(name, record, tables);
      } catch (error) {
        if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
        addUnreadable.run(name, record);
      }
    }
  });
}

/** `history.jsonl` becomes `history.jsonl.imported-1764000000000`. */
function renameImported(folder: string, name: string, now: number): void {
  try {
    renameSync(join(folder, name), join(folder, `${name}.imported-${now}`));
  } catch {
    // The next start renames the file; its digest is stored, so it is not imported twice.
  }
}

/** A file that cannot be read, and why. */
export interface FileNotRead {
  readonly path: string;
  readonly error: unknown;
}

/**
 * Imports `transfers.json` and `history*.jsonl` of earlier versions of the app, also when an earlier version ran again
 * after a first import. The files are renamed, never deleted; invalid records are stored in the table `unreadable`.
 *
 * @returns the files that cannot be read; the next start tries again.
 * @throws what SQLite reports; nothing of that file is imported then.
 */
export function importOldFiles(folder: string, tables: Tables, now: number): readonly FileNotRead[] {
  const names = readdirSync(folder).filter((name) => name === queueFile || historyFile.test(name));
  // The history is imported first: a finished transfer is not added to the queue.
  const ordered = names.toSorted(
    (a, b) => Number(a === queueFile) - Number(b === queueFile) || getAge(b) - getAge(a),
  );
  return ordered.flatMap((name) => {
    const path = join(folder, name);
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      return [{ path, error }];
    }
    importFile(name, text, tables);
    renameImported(folder, name, now);
    return [];
  });
}
