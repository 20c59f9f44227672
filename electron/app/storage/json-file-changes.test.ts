import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { recordingLog } from '../../testing/recording-log.ts';
import { openJsonFile } from './json-file.ts';

const schema = z.object({
  version: z.literal(1).default(1),
  count: z.number(),
  names: z.array(z.string()).default([]),
});
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'json-file-'));
  path = join(folder, 'a.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The file with a count of 1, which the app has written. */
async function openWritten(whenBroken: 'quarantine' | 'keep' = 'keep') {
  let changes = 0;
  const defaults = schema.parse({ count: 0 });
  const log = recordingLog();
  const file = await openJsonFile({ path, schema, defaults, whenBroken, retryDelay: 10, log });
  file.onChanged(() => (changes += 1));
  await count(file, 1);
  return { file, changes: () => changes };
}

const count = (
  file: Pick<Awaited<ReturnType<typeof openJsonFile<z.infer<typeof schema>>>>, 'change'>,
  number: number,
) => file.change((content) => ({ ...content, count: number }));
const onDisk = async (): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

test('a change keeps what another program has written to the file', async () => {
  const { file, changes } = await openWritten();
  await writeFile(path, '{"version":1,"count":1,"names":["Ana"]}');
  expect(await count(file, 2)).toEqual({ version: 1, count: 2, names: ['Ana'] });
  expect(await onDisk()).toEqual({ version: 1, count: 2, names: ['Ana'] });
  expect(changes()).toBe(1);
});

test('a recheck uses what another program has written, and reports nothing without a change', async () => {
  const { file, changes } = await openWritten();
  await file.recheck();
  expect(changes()).toBe(0);
  await writeFile(path, '{"count":7}');
  await file.recheck();
  expect(file.read().count).toBe(7);
  expect(changes()).toBe(1);
  expect(await readFile(path, 'utf8')).toBe('{"count":7}');
});

test('a file that another program broke is not written over, and used once it is fixed', async () => {
  const { file } = await openWritten();
  await writeFile(path, '{"count": 5');
  await expect(count(file, 2)).rejects.toMatchObject({ data: { code: 'not-stored' } });
  expect(await readFile(path, 'utf8')).toBe('{"count": 5');
  expect(file.state()).toEqual({ kind: 'unreadable', reason: 'It is not JSON.' });
  await writeFile(path, '{"count": 5}');
  await file.recheck();
  expect(file.state()).toEqual({ kind: 'loaded' });
  expect(file.read().count).toBe(5);
});

test('a broken file is quarantined where it has to be, and the content in use is written', async () => {
  const { file } = await openWritten('quarantine');
  await writeFile(path, 'broken');
  await file.recheck();
  expect(file.state()).toMatchObject({ kind: 'quarantined' });
  expect(await onDisk()).toMatchObject({ count: 1 });
});

test('a deleted file is written again', async () => {
  const { file } = await openWritten();
  await rm(path);
  await count(file, 1);
  expect(await onDisk()).toMatchObject({ count: 1 });
});

test('a change is stored once a file can be read again, beside what it contains then', async () => {
  const { file } = await openWritten();
  await rename(path, `${path}-away`);
  await mkdir(path);
  await expect(count(file, 2)).rejects.toMatchObject({
    data: { code: 'not-stored', message: expect.stringContaining('It is a folder.') },
  });
  expect(file.unwritten()).toBe('It is a folder.');
  await rm(path, { recursive: true });
  await writeFile(path, '{"count":1,"names":["Ana"]}');
  await expect.poll(() => file.unwritten()).toBeUndefined();
  expect(await onDisk()).toEqual({ version: 1, count: 2, names: ['Ana'] });
});
