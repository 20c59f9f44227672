import { spawnSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StorageProblem } from '../../../shared/models/storage.ts';
import { sampleDigest, sampleEntry, sampleId, sampleTransfer } from '../../testing/sample-records.ts';
import type { QueuedTransfer } from '../transfers/store/queued-transfer.ts';
import { recordsVersion } from './migrations.ts';
import type { Records, RecordsOptions } from './records.ts';
import { openRecords } from './records.ts';

let folder: string;
let opened: Records[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'));
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((records) => records.close()));
  await rm(folder, { recursive: true, maxRetries: 5 });
});

const path = (): string => join(folder, 'records.db');
const open = (more: Partial<RecordsOptions> = {}): Records => {
  const records = openRecords({ folder, ...more });
  opened.push(records);
  return records;
};
const queueOf = (records: Records): readonly QueuedTransfer[] => {
  let queue: readonly QueuedTransfer[] | undefined;
  records.onQueueRead((transfers) => (queue = transfers));
  if (!queue) throw new Error('The queue has not been read.');
  return queue;
};
const queued = (number: number) => ({ kind: 'queued', transfer: sampleTransfer(number) }) as const;
const finished = (number: number) => ({ kind: 'finished', entry: sampleEntry(number) }) as const;
const kinds = (records: Records): readonly string[] => records.problems().map(({ kind }) => kind);
const page = { offset: 0, limit: 200 };
const finishTimes = async (records: Records): Promise<readonly number[]> =>
  (await records.history.search({}, page)).entries.map(({ finishedAt }) => finishedAt);

/** Changes the database past the app. */
function alter(sql: string): void {
  const database = new DatabaseSync(path());
  database.exec(sql);
  database.close();
}

describe('the queue', () => {
  test('is there after a restart, in its order, with what was put again in its place', async () => {
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

  test('takes 5,000 transfers and drops none', async () => {
    const records = open();
    for (let number = 1; number <= 5_000; number += 1) records.change(queued(number));
    await records.close();
    expect(queueOf(open()).map(({ startedAt }) => startedAt)).toEqual(
      Array.from({ length: 5_000 }, (_, index) => index + 1),
    );
  });

  test('gives a transfer to the history in one step', async () => {
    const records = open();
    records.change(queued(1));
    records.change(queued(2));
    records.change(finished(1));
    await records.close();
    const again = open();
    expect(queueOf(again).map(({ id }) => id)).toEqual([sampleId(2)]);
    expect(await finishTimes(again)).toEqual([1]);
  });

  test('replaces a transfer by its retry in one step', async () => {
    const records = open();
    records.change(queued(1));
    records.change(queued(2), { kind: 'removed', id: sampleId(1) });
    await records.close();
    expect(queueOf(open()).map(({ id }) => id)).toEqual([sampleId(2)]);
  });

  test('stores the names of the vocabulary, for this person alone, and no secret', async () => {
    const records = open();
    records.change(queued(1));
    records.change(finished(2));
    await records.settled();
    const text = await readFile(path(), 'latin1');
    expect(text).toContain('"uploadMethod":"auto"');
    expect(text).not.toMatch(/"door"|"begun"|"alreadyThere"|secret|AKIA/);
    expect((await stat(path())).mode & 0o777).toBe(0o600);
    await records.close();
    expect(await readdir(folder)).toEqual(['records.db']);
  });
});

describe('records that cannot be read', () => {
  test('cost only themselves, stay in the database and are counted', async () => {
    const records = open();
    for (let number = 1; number <= 500; number += 1) records.change(queued(number));
    for (let number = 501; number <= 600; number += 1) records.change(finished(number));
    await records.close();
    alter(`
      UPDATE queue SET transfer = '{"kind":"of the future"}' WHERE id = '${sampleId(7)}';
      UPDATE history_entry SET summary = json_set(summary, '$.result', 'of the future')
        WHERE number = (SELECT number FROM history WHERE id = '${sampleId(600)}');
      UPDATE history_entry SET contents = '{"images":'
        WHERE number = (SELECT number FROM history WHERE id = '${sampleId(599)}');`);
    const again = open();
    expect(queueOf(again)).toHaveLength(499);
    const { entries, total } = await again.history.search({}, page);
    expect([entries.length, total]).toEqual([99, 100]);
    await expect(again.history.read(sampleId(599))).rejects.toThrow(/no longer/);
    expect(again.problems()).toEqual([{ kind: 'records-unreadable', path: path(), count: 3 }]);
    await again.close();
    const database = new DatabaseSync(path());
    expect(database.prepare('SELECT count(*) AS n FROM queue').get()).toEqual({ n: 500 });
    expect(database.prepare('SELECT count(*) AS n FROM history').get()).toEqual({ n: 100 });
    database.close();
  });
});

describe('the files of the first version', () => {
  const fixture = join(import.meta.dirname, 'fixtures', 'first-version');

  test('are imported with everything in them, renamed and not imported again', async () => {
    await cp(fixture, folder, { recursive: true });
    const records = open();
    expect(records.problems()).toEqual([]);
    const queue = queueOf(records);
    expect(queue.map(({ hasStarted, request }) => [hasStarted, request.options.uploadMethod])).toEqual([
      [true, 'registry'],
      [false, 'api'],
    ]);
    expect(queue[0]).toMatchObject({
      source: { profile: 'build', repositoryName: 'team/api' },
      images: [{ destinationTags: ['v2'] }],
    });
    const { entries, total } = await records.history.search({}, page);
    expect(total).toBe(3);
    expect(entries.map(({ result, imageCount }) => [result, imageCount])).toEqual([
      ['failed', 2],
      ['verified', 1],
      ['verified', 1],
    ]);
    const line = (await readFile(join(fixture, 'history.jsonl'), 'utf8')).trim();
    // Every member as it is, under its present name; an option that a later version has added has its default.
    const stored: { readonly request: { readonly options: object } } = JSON.parse(
      line
        .replaceAll('"alreadyThere"', '"alreadyAtDestination"')
        .replaceAll('"already-there"', '"already-at-destination"')
        .replaceAll('"door"', '"uploadMethod"'),
    );
    const { request } = stored;
    const options = { ...request.options, existingSignatures: 'replace' };
    expect(await records.history.read(entries[0]?.id ?? '')).toEqual({
      ...stored,
      request: { ...request, options },
    });
    const names = await readdir(folder);
    expect(names.filter((name) => /\.(json|jsonl)\.imported-\d+$/.test(name))).toHaveLength(4);
    expect(names.filter((name) => /\.jsonl?$/.test(name))).toEqual([]);

    for (const { id } of queue) records.change({ kind: 'removed', id });
    await records.close();
    await cp(join(fixture, 'transfers.json'), join(folder, 'transfers.json'));
    expect(queueOf(open())).toEqual([]);
  });

  test('that an earlier version wrote meanwhile are imported too', async () => {
    await open().close();
    await cp(fixture, folder, { recursive: true });
    const records = open();
    expect(queueOf(records)).toHaveLength(2);
    expect((await records.history.search({}, page)).total).toBe(3);
  });

  test('lose no readable record to a broken one, which is kept and counted', async () => {
    const { unfinished } = JSON.parse(await readFile(join(fixture, 'transfers.json'), 'utf8'));
    const lines = await readFile(join(fixture, 'history.jsonl'), 'utf8');
    await writeFile(
      join(folder, 'transfers.json'),
      JSON.stringify({ version: 1, unfinished: [{ id: 'broken' }, ...unfinished] }),
    );
    await writeFile(join(folder, 'history.jsonl'), `nonsense\n{"version":9}\n${lines}{"version":1,"id":"cut`);
    const records = open();
    expect(queueOf(records)).toHaveLength(2);
    expect((await records.history.search({}, page)).total).toBe(1);
    expect(records.problems()).toMatchObject([{ kind: 'records-unreadable', count: 4 }]);
    await records.close();
    const database = new DatabaseSync(path());
    expect(database.prepare('SELECT file, content FROM unreadable ORDER BY number LIMIT 1').get()).toEqual({
      file: 'history.jsonl',
      content: 'nonsense',
    });
    database.close();
  });

  test('that cannot be read are named, and the database is used all the same', async () => {
    await mkdir(join(folder, 'transfers.json'));
    const records = open();
    expect(records.problems()).toMatchObject([
      { kind: 'records-not-imported', failure: { reason: 'not-a-file' } },
    ]);
    records.change(finished(1));
    await records.settled();
    expect(await finishTimes(records)).toEqual([1]);
  });
});

describe('a database that is not the app’s own', () => {
  test('of a newer version is left byte for byte, and what happens meanwhile is kept in memory', async () => {
    await open().close();
    alter(`PRAGMA user_version = ${recordsVersion + 1}; CREATE TABLE future (x)`);
    const before = await readFile(path());
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
    await expect(records.history.search({}, page)).rejects.toThrow(/newer version/);
    await records.close();
    expect((await readFile(path())).equals(before)).toBe(true);
  });

  test('that is no database is renamed, and a new one created', async () => {
    await writeFile(path(), 'no database at all');
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

  test('that is damaged in the middle is renamed, and what can be read of it is recovered', async () => {
    const records = open();
    for (let number = 1; number <= 300; number += 1) records.change(finished(number));
    for (let number = 301; number <= 320; number += 1) records.change(queued(number));
    await records.close();
    const bytes = await readFile(path());
    const middle = Math.floor(bytes.length / 2 / 4096) * 4096;
    bytes.fill(0xff, middle, middle + 8 * 4096);
    await writeFile(path(), bytes);
    const again = open();
    // Damage shows when it is met.
    await again.history.search({ text: sampleDigest('150-0') }, page).catch(() => undefined);
    for (let number = 1; number <= 300; number += 1)
      await again.history.read(sampleId(number)).catch(() => undefined);
    const recovered = (await again.history.search({}, page)).total;
    expect(recovered).toBeGreaterThan(100);
    expect(kinds(again)).toContain('records-quarantined');
    expect((await readdir(folder)).some((name) => name.startsWith('records.db.damaged-'))).toBe(true);
    again.change(finished(1_000));
    await again.settled();
    expect((await again.history.search({}, page)).total).toBe(recovered + 1);
  });

  test('is shared with another process that has it open: what it locks waits', async () => {
    const records = open({ pauses: [5] });
    const other = new DatabaseSync(path());
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

describe('what cannot be stored', () => {
  test('is reported at once, kept in order, tried again, and found meanwhile', async () => {
    await mkdir(path());
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
        failure: { reason: 'not-a-file', folder, path: path() },
        unstored: { queue: 2, history: 1 },
      },
    ]);
    await rm(path(), { recursive: true });
    await records.retry();
    expect(reported.at(-1)).toEqual([]);
    expect(await finishTimes(records)).toEqual([1]);
    await records.close();
    expect(queueOf(open()).map(({ id }) => id)).toEqual([sampleId(2)]);
  });

  test('is stored without anybody’s help once it can be, and the queue of the earlier run is then read', async () => {
    const first = open();
    first.change(queued(1));
    await first.close();
    renameSync(path(), join(folder, 'away'));
    await mkdir(path());
    const records = open({ pauses: [5] });
    const read: (readonly QueuedTransfer[])[] = [];
    records.onQueueRead((transfers) => read.push(transfers));
    records.change(queued(2));
    await records.settled();
    expect(read).toEqual([]);
    // In one turn: an attempt between the two would create a new database.
    renameSync(path(), join(folder, 'in-the-way'));
    renameSync(join(folder, 'away'), path());
    await expect.poll(() => records.problems()).toEqual([]);
    expect(read.map((transfers) => transfers.map(({ id }) => id))).toEqual([[sampleId(1)]]);
    await records.close();
    expect(queueOf(open()).map(({ id }) => id)).toEqual([sampleId(1), sampleId(2)]);
  });

  test('in the history is listed before what is stored, page by page', async () => {
    const records = open({ pauses: [60_000] });
    for (const number of [1, 2, 3]) records.change(finished(number));
    await records.settled();
    const other = new DatabaseSync(path());
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

  test('on a full disk waits in memory and is stored when there is space again', async () => {
    // A limit on the size of files, which holds for root too, stands for a full disk.
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
    // What was stored before the disk was full is whole.
    const records = open();
    expect((await records.history.search({}, page)).total).toBe(200 - unstored.history);
    expect(records.problems()).toEqual([]);
  });
});
