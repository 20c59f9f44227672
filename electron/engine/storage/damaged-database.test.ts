import { readdir, readFile, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect } from 'vitest';
import { finished, firstPage, queued, queueOf, test } from '../../testing/records-test.ts';
import { sampleDigest, sampleId } from '../../testing/sample-records.ts';
import { recordsVersion } from './migrations.ts';
import type { Records } from './records.ts';

const kinds = (records: Records): readonly string[] => records.problems().map(({ kind }) => kind);

describe('openRecords', () => {
  test('does not change a database of a newer version, and keeps new changes in memory', async ({
    folder,
    path,
    open,
    alter,
  }) => {
    await open().close();
    alter(`PRAGMA user_version = ${recordsVersion + 1}; CREATE TABLE future (x)`);
    const before = await readFile(path);
    const records = open();
    records.change(finished(1));
    await records.settled();
    expect(records.problems()).toMatchObject([
      {
        kind: 'records-not-opened',
        failure: { reason: 'newer-version', folder },
        unstored: { queue: 0, history: 1 },
      },
    ]);
    await expect(records.history.search({}, firstPage)).rejects.toThrow(/newer version/);
    await records.close();
    expect((await readFile(path)).equals(before)).toBe(true);
  });

  test('renames a file that is no database, and creates a new one', async ({ path, open }) => {
    await writeFile(path, 'no database at all');
    const records = open();
    expect(records.problems()).toMatchObject([
      { kind: 'records-quarantined', recovered: { queue: 0, history: 0 } },
    ]);
    const [problem] = records.problems();
    const kept = problem?.kind === 'records-quarantined' ? problem.quarantinePath : '';
    expect(await readFile(kept, 'utf8')).toBe('no database at all');
    records.change(queued(1));
    await records.close();
    expect(queueOf(open())).toHaveLength(1);
  });

  test('renames a damaged database, and recovers what can be read', async ({ folder, path, open }) => {
    const records = open();
    for (let number = 1; number <= 300; number += 1) records.change(finished(number));
    for (let number = 301; number <= 320; number += 1) records.change(queued(number));
    await records.close();
    const bytes = await readFile(path);
    const middle = Math.floor(bytes.length / 2 / 4096) * 4096;
    bytes.fill(0xff, middle, middle + 8 * 4096);
    await writeFile(path, bytes);
    const again = open();
    // SQLite reports damage only when it reads the damaged page.
    await again.history.search({ text: sampleDigest('150-0') }, firstPage).catch(() => undefined);
    for (let number = 1; number <= 300; number += 1)
      await again.history.read(sampleId(number)).catch(() => undefined);
    const recovered = (await again.history.search({}, firstPage)).total;
    expect(recovered).toBeGreaterThan(100);
    expect(kinds(again)).toContain('records-quarantined');
    expect((await readdir(folder)).some((name) => name.startsWith('records.db.damaged-'))).toBe(true);
    again.change(finished(1_000));
    await again.settled();
    expect((await again.history.search({}, firstPage)).total).toBe(recovered + 1);
  });

  test('waits while another process has locked the database', async ({ path, open }) => {
    const records = open({ pauses: [5] });
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    records.change(queued(1));
    await records.settled();
    expect(records.problems()).toMatchObject([
      { kind: 'records-not-stored', failure: { reason: 'locked' }, unstored: { queue: 1 } },
    ]);
    other.exec('COMMIT');
    other.close();
    await expect.poll(() => records.problems()).toEqual([]);
    expect(records.unstored()).toEqual({ queue: 0, history: 0 });
    const second = open();
    expect(queueOf(second)).toHaveLength(1);
  });
});
