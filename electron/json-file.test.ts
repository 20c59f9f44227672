import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openJsonFile } from './json-file.ts';
import { recordingLog } from './recording-log.ts';

const schema = z.object({ count: z.number(), names: z.array(z.string()).default([]) });
const defaults = { count: 0, names: [] };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'json-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openIn(path: string) {
  const log = recordingLog();
  return { log, file: await openJsonFile({ path, schema, defaults, log }) };
}

test('a missing file is the defaults, without a word in the log', async () => {
  const { file, log } = await openIn(join(folder, 'a.json'));
  expect(file.read()).toEqual(defaults);
  expect(log.lines).toEqual([]);
});

test('a change is on disk when it is answered, for its owner only, and is found at the next start', async () => {
  const path = join(folder, 'deep', 'er', 'a.json');
  const { file } = await openIn(path);
  expect(await file.change((held) => ({ ...held, count: 7 }))).toEqual({ count: 7, names: [] });
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ count: 7, names: [] });
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  const again = await openIn(path);
  expect(again.file.read()).toEqual({ count: 7, names: [] });
});

test('changes at the same time each build on the one before', async () => {
  const path = join(folder, 'a.json');
  const { file } = await openIn(path);
  await Promise.all(
    Array.from({ length: 50 }, () => file.change((held) => ({ ...held, count: held.count + 1 }))),
  );
  expect(JSON.parse(await readFile(path, 'utf8')).count).toBe(50);
  expect(await readdir(folder)).toEqual(['a.json']);
});

test.each([
  ['not JSON', '{"count": 1'],
  ['empty', ''],
  ['of another shape', '{"count":"many"}'],
])('a file that is %s is put aside and named in the log', async (_what, text) => {
  const path = join(folder, 'a.json');
  await writeFile(path, text);
  const { file, log } = await openIn(path);
  expect(file.read()).toEqual(defaults);
  const [aside, ...others] = await readdir(folder);
  expect(others).toEqual([]);
  expect(aside).toMatch(/^a\.broken-\d{4}-\d\d-\d\dT[\d-]+Z\.json$/);
  expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe(text);
  expect(log.lines.join('\n')).toContain(aside);
  await file.change((held) => ({ ...held, count: 2 }));
  expect(await readdir(folder)).toContain('a.json');
});

test('a path that cannot be read gives the defaults and a warning', async () => {
  const path = join(folder, 'a.json');
  await mkdir(path);
  const { file, log } = await openIn(path);
  expect(file.read()).toEqual(defaults);
  expect(log.lines.join('\n')).toContain('cannot be read');
});

test('a write that fails rejects, keeps what was held, leaves nothing behind and does not stop the next', async () => {
  const path = join(folder, 'a.json');
  await mkdir(path);
  const { file } = await openIn(path);
  await expect(file.change((held) => ({ ...held, count: 1 }))).rejects.toThrow();
  expect(file.read()).toEqual(defaults);
  expect(await readdir(folder)).toEqual(['a.json']);
  await rm(path, { recursive: true });
  expect(await file.change((held) => ({ ...held, count: 2 }))).toEqual({ count: 2, names: [] });
});

test('an update that does not fit the schema is refused', async () => {
  const { file } = await openIn(join(folder, 'a.json'));
  await expect(file.change(() => ({ count: Number.NaN, names: [] }))).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
});
