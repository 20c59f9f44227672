import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openRecords } from '../../../electron/engine/storage/records.ts';

/** The records after a restart. */
export interface ReadBack {
  readonly queue: ReadonlySet<string>;
  readonly history: ReadonlySet<string>;
  readonly problems: number;
  /** Temporary files that remain after the restart. */
  readonly leftovers: readonly string[];
}

const temporary = /\.tmp$|-journal$|-wal$|-shm$/;

const idsOf = (database: DatabaseSync, table: 'queue' | 'history'): ReadonlySet<string> =>
  new Set(
    database
      .prepare(`SELECT id FROM ${table}`)
      .all()
      .map(({ id }) => String(id)),
  );

/** Opens the records as a restart does, and reads them. */
export async function readBack(folder: string): Promise<ReadBack> {
  const records = openRecords({ folder });
  const problems = records.problems().length;
  await records.close();
  const database = new DatabaseSync(join(folder, 'records.db'), { readOnly: true });
  try {
    const names = await readdir(folder, { recursive: true });
    return {
      queue: idsOf(database, 'queue'),
      history: idsOf(database, 'history'),
      problems,
      leftovers: names.filter((name) => temporary.test(name)),
    };
  } finally {
    database.close();
  }
}
