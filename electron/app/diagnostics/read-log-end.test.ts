import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLogEnd } from './read-log-end.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'log-end-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

test('reads the lines of all files, the oldest first', async () => {
  await write('main.1.log', 'first\nsecond\n');
  await write('main.log', 'third\n');
  expect(await readLogEnd(folder)).toBe('first\nsecond\nthird\n');
});

test('reads whole lines of the end up to the limit', async () => {
  await write('main.2.log', 'oldest\n');
  await write('main.1.log', 'one\ntwo\nthree\n');
  await write('main.log', 'four\n');
  expect(await readLogEnd(folder, 15)).toBe('three\nfour\n');
  await write('main.log', 'ä'.repeat(20) + '\nlast\n');
  expect(await readLogEnd(folder, 8)).toBe('last\n');
});

test('is empty without a log', async () => {
  expect(await readLogEnd(join(folder, 'missing'))).toBe('');
});
