import { readdir, readFile, stat } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect } from 'vitest';
import { finished, finishTimes, firstPage, queued, queueOf, test } from '../../testing/records-test.ts';
import { sampleId, sampleTransfer } from '../../testing/sample-records.ts';

describe('the stored queue', () => {
  test('keeps its order after a restart, and a replaced transfer its position', async ({ open }) => {
    const records = open();
    for (const number of [1, 2, 3, 4]) records.change(queued(number));
    records.change({ kind: 'queued', transfer: { ...sampleTransfer(1), hasStarted: true } });
    records.change({ kind: 'reordered', ids: [4, 2, 3].map(sampleId) });
    await records.close();
    expect(queueOf(open())).toEqual([
      { ...sampleTransfer(1), hasStarted: true },
      ...[4, 2, 3].map((number) => sampleTransfer(number)),
    ]);
  });

  test('stores 5,000 transfers', async ({ open }) => {
    const records = open();
    for (let number = 1; number <= 5_000; number += 1) records.change(queued(number));
    await records.close();
    expect(queueOf(open()).map(({ startedAt }) => startedAt)).toEqual(
      Array.from({ length: 5_000 }, (_, index) => index + 1),
    );
  });

  test('moves a transfer to the history in one transaction', async ({ open }) => {
    const records = open();
    records.change(queued(1));
    records.change(queued(2));
    records.change(finished(1));
    await records.close();
    const again = open();
    expect(queueOf(again).map(({ id }) => id)).toEqual([sampleId(2)]);
    expect(await finishTimes(again)).toEqual([1]);
  });

  test('replaces a transfer by its retry in one transaction', async ({ open }) => {
    const records = open();
    records.change(queued(1));
    records.change(queued(2), { kind: 'removed', id: sampleId(1) });
    await records.close();
    expect(queueOf(open()).map(({ id }) => id)).toEqual([sampleId(2)]);
  });

  test('stores current names and no secrets, in a file that only the current user can read', async ({
    folder,
    path,
    open,
  }) => {
    const records = open();
    records.change(queued(1));
    records.change(finished(2));
    await records.settled();
    const text = await readFile(path, 'latin1');
    expect(text).toContain('"uploadMethod":"auto"');
    expect(text).not.toMatch(/"door"|"begun"|"alreadyThere"|secret|AKIA/);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await records.close();
    expect(await readdir(folder)).toEqual(['records.db']);
  });
});

describe('records that cannot be decoded', () => {
  test('do not affect the others, stay in the database and are counted', async ({ path, open, alter }) => {
    const records = open();
    for (let number = 1; number <= 500; number += 1) records.change(queued(number));
    for (let number = 501; number <= 600; number += 1) records.change(finished(number));
    await records.close();
    alter(`
      UPDATE queue SET transfer = '{"kind":"future"}' WHERE id = '${sampleId(7)}';
      UPDATE history_entry SET summary = json_set(summary, '$.result', 'future')
        WHERE number = (SELECT number FROM history WHERE id = '${sampleId(600)}');
      UPDATE history_entry SET contents = '{"images":'
        WHERE number = (SELECT number FROM history WHERE id = '${sampleId(599)}');`);
    const again = open();
    expect(queueOf(again)).toHaveLength(499);
    const { entries, total } = await again.history.search({}, firstPage);
    expect([entries.length, total]).toEqual([99, 100]);
    await expect(again.history.read(sampleId(599))).rejects.toThrow(/no longer/);
    expect(again.problems()).toEqual([{ kind: 'records-unreadable', path: path, count: 3 }]);
    await again.close();
    const database = new DatabaseSync(path);
    expect(database.prepare('SELECT count(*) AS n FROM queue').get()).toEqual({ n: 500 });
    expect(database.prepare('SELECT count(*) AS n FROM history').get()).toEqual({ n: 100 });
    database.close();
  });
});
