import type { DatabaseSync } from 'node:sqlite';
import { DatabaseRefusedError } from './storage-failure.ts';
import { inTransaction } from './transaction.ts';

/**
 * The steps from an empty file to the present form: step n makes version n of version n - 1. A step that was published
 * is never changed; a new form is a new step.
 */
const steps: readonly string[] = [
  `
  -- Transfers that have not ended, in their order.
  CREATE TABLE queue (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    transfer TEXT NOT NULL
  ) STRICT;
  CREATE INDEX queue_by_position ON queue (position);

  -- What is searched in both endpoints: many entries share it.
  CREATE TABLE route (
    id INTEGER PRIMARY KEY,
    words TEXT NOT NULL UNIQUE
  ) STRICT;

  -- What is searched and sorted by, without what is long.
  CREATE TABLE history (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    finished_at REAL NOT NULL,
    result TEXT NOT NULL,
    route INTEGER NOT NULL REFERENCES route,
    words TEXT NOT NULL
  ) STRICT;
  CREATE INDEX history_by_time ON history (finished_at, number, result);
  CREATE INDEX history_by_route ON history (route);

  -- The entry itself: what a list shows, and the rest.
  CREATE TABLE history_entry (
    number INTEGER PRIMARY KEY REFERENCES history ON DELETE CASCADE,
    summary TEXT NOT NULL,
    contents TEXT NOT NULL
  ) STRICT;

  -- Records of files of earlier versions that could not be read.
  CREATE TABLE unreadable (
    number INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    content TEXT NOT NULL
  ) STRICT;

  -- Files of earlier versions that were read, by the SHA-256 of their content.
  CREATE TABLE imported_file (
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (name, digest)
  ) STRICT;
  `,
];

/** The version that this app reads and writes. */
export const recordsVersion = steps.length;

function versionOf(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return Number(row?.['user_version'] ?? 0);
}

/**
 * Brings the database to the present version, each step in a transaction.
 * @throws DatabaseRefusedError when a later version of the app wrote it; it is then unchanged.
 */
export function migrate(database: DatabaseSync): void {
  const version = versionOf(database);
  if (version > recordsVersion)
    throw new DatabaseRefusedError(
      'newer-version',
      `The database has version ${version}; this app reads version ${recordsVersion}.`,
    );
  // Takes effect before the first table only: deleted history gives its space back to the disk.
  if (version === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  for (const [index, sql] of steps.entries()) {
    if (index < version) continue;
    inTransaction(database, () => {
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
