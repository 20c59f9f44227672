import type { DatabaseSync } from 'node:sqlite';
import { DatabaseRefusedError } from './storage-failure.ts';
import { inTransaction } from './transaction.ts';

/**
 * The steps from an empty file to the current schema: step n migrates version n - 1 to version n. A published step is
 * never changed; a change of the schema is a new step.
 */
const steps: readonly string[] = [
  `
  -- Unfinished transfers, in their order.
  CREATE TABLE queue (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    transfer TEXT NOT NULL
  ) STRICT;
  CREATE INDEX queue_by_position ON queue (position);

  -- The searchable text of source and destination, which many entries share.
  CREATE TABLE route (
    id INTEGER PRIMARY KEY,
    words TEXT NOT NULL UNIQUE
  ) STRICT;

  -- The columns by which entries are searched and sorted.
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

  -- The entry itself: the summary that a list shows, and the rest.
  CREATE TABLE history_entry (
    number INTEGER PRIMARY KEY REFERENCES history ON DELETE CASCADE,
    summary TEXT NOT NULL,
    contents TEXT NOT NULL
  ) STRICT;

  -- Records of files of earlier versions that cannot be decoded.
  CREATE TABLE unreadable (
    number INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    content TEXT NOT NULL
  ) STRICT;

  -- Imported files of earlier versions, by the SHA-256 of their content.
  CREATE TABLE imported_file (
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (name, digest)
  ) STRICT;
  `,
  `
  -- The manifests that belong to the images of an entry, such as platforms, by the 32 bytes of their digests.
  CREATE TABLE history_manifest (
    digest BLOB NOT NULL,
    number INTEGER NOT NULL REFERENCES history ON DELETE CASCADE,
    PRIMARY KEY (digest, number)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX history_manifest_by_entry ON history_manifest (number);
  `,
];

/** The schema version that this app reads and writes. */
export const recordsVersion = steps.length;

function getVersion(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get();
  return Number(row?.['user_version'] ?? 0);
}

/**
 * Migrates the database to the current version, each step in a transaction.
 *
 * @throws DatabaseRefusedError `newer-version` when a later version of the app wrote the database, which stays unchanged.
 * @throws what SQLite reports.
 */
export function migrate(database: DatabaseSync): void {
  const version = getVersion(database);
  if (version > recordsVersion)
    throw new DatabaseRefusedError(
      'newer-version',
      `The database has version ${version}; this app reads version ${recordsVersion}.`,
    );
  // Frees the disk space of deleted history; SQLite accepts the setting only before the first table exists.
  if (version === 0) database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  for (const [index, sql] of steps.entries()) {
    if (index < version) continue;
    inTransaction(database, () => {
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}
