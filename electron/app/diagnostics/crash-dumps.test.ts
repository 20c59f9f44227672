import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listCrashDumps, removeOldCrashDumps } from './crash-dumps.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dumps-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('lists the dumps of all states, and keeps the newest five', async () => {
  await writeFile(join(folder, 'settings.dat'), 'of Crashpad');
  for (const [index, state] of [
    'completed',
    'pending',
    'new',
    'pending',
    'pending',
    'new',
    'new',
  ].entries()) {
    const path = join(folder, state, `dump-${index}.dmp`);
    await mkdir(join(folder, state), { recursive: true });
    await writeFile(path, 'x'.repeat(index));
    await utimes(path, 1_000 + index, 1_000 + index);
  }
  const dumps = await listCrashDumps(folder);
  expect(dumps.map(({ size }) => size)).toEqual([6, 5, 4, 3, 2, 1, 0]);
  expect(dumps[0]).toEqual({ name: join('new', 'dump-6.dmp'), size: 6, at: 1_006_000 });
  await removeOldCrashDumps(folder);
  expect((await listCrashDumps(folder)).map(({ size }) => size)).toEqual([6, 5, 4, 3, 2]);
  expect(await readdir(folder)).toContain('settings.dat');
});

test('has none where the folder does not exist', async () => {
  await removeOldCrashDumps(join(folder, 'missing'));
  expect(await listCrashDumps(join(folder, 'missing'))).toEqual([]);
});
