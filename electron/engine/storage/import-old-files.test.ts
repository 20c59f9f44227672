import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect } from 'vitest';
import { finished, finishTimes, firstPage, queueOf, test } from '../../testing/records-test.ts';

describe('files of the first version', () => {
  const fixture = join(import.meta.dirname, 'fixtures', 'first-version');

  test('are imported completely, renamed, and not imported again', async ({ folder, open }) => {
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
    const { entries, total } = await records.history.search({}, firstPage);
    expect(total).toBe(3);
    expect(entries.map(({ result, imageCount }) => [result, imageCount])).toEqual([
      ['failed', 2],
      ['verified', 1],
      ['verified', 1],
    ]);
    const line = (await readFile(join(fixture, 'history.jsonl'), 'utf8')).trim();
    // Every property is kept under its current name; an option that a later version added has its default.
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

  test('are also imported when an earlier version wrote them after the database was created', async ({
    folder,
    open,
  }) => {
    await open().close();
    await cp(fixture, folder, { recursive: true });
    const records = open();
    expect(queueOf(records)).toHaveLength(2);
    expect((await records.history.search({}, firstPage)).total).toBe(3);
  });

  test('are imported without their invalid records, which are kept and counted', async ({
    folder,
    path,
    open,
  }) => {
    const { unfinished } = JSON.parse(await readFile(join(fixture, 'transfers.json'), 'utf8'));
    const lines = await readFile(join(fixture, 'history.jsonl'), 'utf8');
    await writeFile(
      join(folder, 'transfers.json'),
      JSON.stringify({ version: 1, unfinished: [{ id: 'broken' }, ...unfinished] }),
    );
    await writeFile(join(folder, 'history.jsonl'), `nonsense\n{"version":9}\n${lines}{"version":1,"id":"cut`);
    const records = open();
    expect(queueOf(records)).toHaveLength(2);
    expect((await records.history.search({}, firstPage)).total).toBe(1);
    expect(records.problems()).toMatchObject([{ kind: 'records-unreadable', count: 4 }]);
    await records.close();
    const database = new DatabaseSync(path);
    expect(database.prepare('SELECT file, content FROM unreadable ORDER BY number LIMIT 1').get()).toEqual({
      file: 'history.jsonl',
      content: 'nonsense',
    });
    database.close();
  });

  test('are named when they cannot be read, and the database works', async ({ folder, open }) => {
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
