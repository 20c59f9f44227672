import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createUploadJournal } from './upload-journal.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upload-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const upload = {
  door: 'api' as const,
  repository: 'R',
  digest: 'sha256:a',
  uploadId: 'U',
  partSize: 10,
  confirmed: 20,
  at: 1_000,
};
const at = (time: number) => createUploadJournal(folder, () => time);

test('what was written last is found by the next run, and nothing of another repository or digest', async () => {
  await at(1_000).write(upload);
  await at(1_000).write({ ...upload, confirmed: 30 });
  expect(await at(2_000).find('R', 'sha256:a')).toEqual({ ...upload, confirmed: 30 });
  expect(await at(2_000).find('S', 'sha256:a')).toBeUndefined();
  expect(await at(2_000).find('R', 'sha256:b')).toBeUndefined();
  expect(await readdir(folder)).toHaveLength(1);
});

test('what was forgotten is not found', async () => {
  const journal = at(1_000);
  await journal.write(upload);
  await journal.forget('R', 'sha256:a');
  await journal.forget('R', 'sha256:a');
  expect(await journal.find('R', 'sha256:a')).toBeUndefined();
});

test('an upload of the day before yesterday is not asked about', async () => {
  await at(1_000).write(upload);
  expect(await at(1_000 + 25 * 3_600_000).find('R', 'sha256:a')).toBeUndefined();
});

test.each(['', '{', '{"repository":"R"}', JSON.stringify({ ...upload, confirmed: 15 })])(
  'a broken file is as good as none: %s',
  async (text) => {
    await at(1_000).write(upload);
    const [name = ''] = await readdir(folder);
    await writeFile(join(folder, name), text);
    expect(await at(1_000).find('R', 'sha256:a')).toBeUndefined();
  },
);

test('old files are cleared away, whatever they are', async () => {
  await writeFile(join(folder, 'left.tmp'), '');
  await utimes(join(folder, 'left.tmp'), 1, 1);
  const journal = createUploadJournal(folder);
  await journal.write({ ...upload, at: Date.now() });
  expect(await readdir(folder)).toHaveLength(1);
});

test('a folder that cannot be written fails nothing', async () => {
  await writeFile(join(folder, 'file'), '');
  const journal = createUploadJournal(join(folder, 'file', 'uploads'));
  await journal.write(upload);
  expect(await journal.find('R', 'sha256:a')).toBeUndefined();
  await journal.forget('R', 'sha256:a');
});
