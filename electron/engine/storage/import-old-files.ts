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

/** `history.jsonl`, which is the latest, `history.1.jsonl` and older ones. */
const historyFile = /^history(?:\.(\d+))?\.jsonl$/;
const queueFile = 'transfers.json';

const ageOf = (name: string): number => Number(historyFile.exec(name)?.[1] ?? 0);

const queueContent = z.object({ unfinished: z.array(z.unknown()) });

/** The records of a file as text, each alone, so that one that is broken costs only itself. */
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
    // It may have ended before a later start found this file again.
    if (history.numberOf(transfer.id) === undefined) queue.put(transfer);
    return;
  }
  const { summary, contents } = translateEntry(value);
  history.insert(decodeEntry(summary, contents));
}

function importFile(name: string, text: string, tables: Tables): void {
  const { database } = tables;
  const digest = createHash('sha256').update(text).digest('hex');
  const known = database.prepare('INSERT INTO imported_file VALUES (?, ?) ON CONFLICT DO NOTHING');
  const refuse = database.prepare('INSERT INTO unreadable (file, content) VALUES (?, ?)');
  inTransaction(database, () => {
    if (known.run(name, digest).changes === 0) return;
    for (const record of recordsIn(name, text)) {
      try {
        importRecord(name, record, tables);
      } catch (error) {
        if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
        refuse.run(name, record);
      }
    }
  });
}

/** `history.jsonl` becomes `history.jsonl.imported-1764000000000`. */
function renameImported(folder: string, name: string, now: number): void {
  try {
    renameSync(join(folder, name), join(folder, `${name}.imported-${now}`));
  } catch {
    // The next start renames it; its content is known and is not imported twice.
  }
}

/** A file that is left as it is, and why. */
export interface FileNotRead {
  readonly path: string;
  readonly error: unknown;
}

/**
 * Takes over `transfers.json` and `history*.jsonl` of earlier versions of the app, also where one of those ran again
 * meanwhile. The files are renamed, never deleted; a record that cannot be read is kept in `unreadable`.
 *
 * @returns the files that cannot be read; the next start tries again.
 * @throws what SQLite reports; nothing of the file at fault is then imported.
 */
export function importOldFiles(folder: string, tables: Tables, now: number): readonly FileNotRead[] {
  const names = readdirSync(folder).filter((name) => name === queueFile || historyFile.test(name));
  // The history first: a transfer that has ended is not put into the queue.
  const ordered = names.toSorted(
    (a, b) => Number(a === queueFile) - Number(b === queueFile) || ageOf(b) - ageOf(a),
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
