import { spawnSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect } from 'vitest';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { finished, finishTimes, firstPage, queued, queueOf, test } from '../../testing/records-test.ts';
import { sampleId } from '../../testing/sample-records.ts';
import type { QueuedTransfer } from '../transfers/store/queued-transfer.ts';
import type { Records } from './records.ts';

const kinds = (records: Records): readonly string[] => records.problems().map(({ kind }) => kind);

describe('changes that cannot be stored', () => {
  test('are reported at once, kept in order, and stored later', async ({ folder, path, open }) => {
    await mkdir(path);
    const reported: (readonly StorageProblem[])[] = [];
    const records: Records = open({
      pauses: [60_000],
      problemsChanged: () => reported.push(records.problems()),
    });
    expect(kinds(records)).toEqual(['records-not-opened']);
    records.change(queued(1));
    records.change(queued(2));
    records.change(finished(1));
    await records.settled();
    expect(reported.at(-1)).toMatchObject([
      {
        kind: 'records-not-opened',
        failure: { reason: 'not-a-file', folder, path: path },
        unstored: { queue: 2, history: 1 },
      },
    ]);
    await rm(path, { recursive: true });
    await records.retry();
    expect(reported.at(-1)).toEqual([]);
    expect(await finishTimes(records)).toEqual([1]);
    await records.close();
    expect(queueOf(open()).map(({ id }) => id)).toEqual([sampleId(2)]);
  });

  test('are stored as soon as the database can be opened, and the queue of the earlier process is read then', async ({
    folder,
    path,
    open,
  }) => {
    const first = open();
    first.change(queued(1));
    await first.close();
    renameSync(path, join(folder, 'away'));
    await mkdir(path);
    const records = open({ pauses: [5] });
    const read: (readonly QueuedTransfer[])[] = [];
    records.onQueueRead((transfers) => read.push(transfers));
    records.change(queued(2));
    await records.settled();
    expect(read).toEqual([]);
    // In one turn: an attempt between the two would create a new database.
    renameSync(path, join(folder, 'in-the-way'));
    renameSync(join(folder, 'away'), path);
    await expect.poll(() => records.problems()).toEqual([]);
    expect(read.map((transfers) => transfers.map(({ id }) => id))).toEqual([[sampleId(1)]]);
    await records.close();
    expect(queueOf(open()).map(({ id }) => id)).toEqual([sampleId(1), sampleId(2)]);
  });

  test('are listed in the history before the stored entries, page by page', async ({ path, open }) => {
    const records = open({ pauses: [60_000] });
    for (const number of [1, 2, 3]) records.change(finished(number));
    await records.settled();
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    for (const number of [4, 5]) records.change(finished(number));
    await records.settled();
    const times = async (offset: number, limit: number) => {
      const { entries, matching, total } = await records.history.search(
        { text: 'team/app' },
        { offset, limit },
      );
      return [entries.map(({ finishedAt }) => finishedAt), matching, total];
    };
    expect(await times(0, 3)).toEqual([[5, 4, 3], 5, 5]);
    expect(await times(1, 2)).toEqual([[4, 3], 5, 5]);
    expect(await times(3, 3)).toEqual([[2, 1], 5, 5]);
    expect((await records.history.read(sampleId(5))).finishedAt).toBe(5);
    other.exec('ROLLBACK');
    other.close();
  });

  test('stay in memory while the disk is full', async ({ folder, open }) => {
    // A limit on the size of files simulates a full disk; it also applies to root.
    const script = `
      import { openRecords } from ${JSON.stringify(join(import.meta.dirname, 'records.ts'))};
      import { sampleEntry } from ${JSON.stringify(join(import.meta.dirname, '../../testing/sample-records.ts'))};
      process.on('SIGXFSZ', () => undefined);
      const records = openRecords({ folder: process.argv[1], pauses: [60_000] });
      for (let number = 1; number <= 200; number += 1)
        records.change({ kind: 'finished', entry: sampleEntry(number, {}, 20) });
      await records.settled();
      console.log(JSON.stringify({ problems: records.problems(), unstored: records.unstored() }));
      process.exit(0);`;
    const { stdout, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `ulimit -f 600; exec "$0" --input-type=module-typescript -e "$1" "$2"`,
        process.execPath,
        script,
        folder,
      ],
      { encoding: 'utf8' },
    );
    expect(stderr).toBe('');
    const { problems, unstored } = JSON.parse(stdout);
    expect(problems).toMatchObject([{ kind: 'records-not-stored' }]);
    expect(unstored.history).toBeGreaterThan(0);
    // Entries that were stored before the disk was full are complete.
    const records = open();
    expect((await records.history.search({}, firstPage)).total).toBe(200 - unstored.history);
    expect(records.problems()).toEqual([]);
  });
});
