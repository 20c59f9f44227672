import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openJsonFile } from './json-file.ts';
import { recordingLog } from '../../testing/recording-log.ts';

const schema = z.object({
  version: z.literal(1).default(1),
  count: z.number(),
  names: z.array(z.string()).default([]),
});
const defaults = schema.parse({ count: 0 });
let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'json-file-'));
  path = join(folder, 'a.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function openIn(whenBroken: 'quarantine' | 'keep' = 'quarantine') {
  const log = recordingLog();
  let changes = 0;
  const file = await openJsonFile({ path, schema, defaults, whenBroken, retryDelay: 10, log });
  file.onChanged(() => (changes += 1));
  return { log, file, changes: () => changes };
}
type File = Awaited<ReturnType<typeof openIn>>['file'];

const count = (file: File, number: number) => file.change((content) => ({ ...content, count: number }));
const onDisk = async (): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** Creates a folder at the path of the file, which even root cannot read as a file. */
const makeUnreadable = () => mkdir(path);

test('gives the defaults for a missing file, without a warning', async () => {
  const { file, log } = await openIn();
  expect(file.read()).toEqual(defaults);
  expect(file.state()).toEqual({ kind: 'missing' });
  expect(log.lines).toEqual([]);
});

test('writes a change before it resolves, readable by the owner only', async () => {
  path = join(folder, 'deep', 'er', 'a.json');
  const { file } = await openIn();
  expect(await count(file, 7)).toEqual({ ...defaults, count: 7 });
  expect(file.state()).toEqual({ kind: 'loaded' });
  expect(await onDisk()).toEqual({ ...defaults, count: 7 });
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  const again = await openIn();
  expect(again.file.read()).toEqual({ ...defaults, count: 7 });
  expect(again.file.state()).toEqual({ kind: 'loaded' });
});

test('applies concurrent changes one after another', async () => {
  const { file } = await openIn();
  await Promise.all(
    Array.from({ length: 50 }, () => file.change((content) => ({ ...content, count: content.count + 1 }))),
  );
  expect(await onDisk()).toMatchObject({ count: 50 });
  expect(await readdir(folder)).toEqual(['a.json']);
});

test('refuses a change that makes the file too large', async () => {
  const { file } = await openIn();
  await count(file, 1);
  await expect(
    file.change((content) => ({ ...content, names: ['x'.repeat(1_000_000)] })),
  ).rejects.toMatchObject({ data: { code: 'invalid-input' } });
  expect(file.read()).toEqual({ ...defaults, count: 1 });
  expect(await onDisk()).toEqual({ ...defaults, count: 1 });
});

test('refuses a change that does not match the schema', async () => {
  const { file } = await openIn();
  await expect(count(file, Number.NaN)).rejects.toThrow();
  expect(await readdir(folder)).toEqual([]);
  expect(file.read()).toEqual(defaults);
});

describe('a broken file', () => {
  const contents = [
    ['not JSON', '{"count": 1', 'It is not JSON.'],
    ['empty', '', 'It is not JSON.'],
    ['of another shape', '{"count":"many"}', /^count: .*\.$/],
    ['no object', '[]', /\.$/],
    ['of an impossible version', '{"version":"x"}', /^version: .*\.$/],
  ] as const;

  test.each(contents)('that is %s is quarantined', async (_what, text, reason) => {
    await writeFile(path, text);
    const { file, log } = await openIn('quarantine');
    expect(file.read()).toEqual(defaults);
    const [brokenFile = '', ...others] = await readdir(folder);
    expect(others).toEqual([]);
    expect(brokenFile).toMatch(/^a\.broken-\d{4}-\d\d-\d\dT[\d-]+Z\.json$/);
    expect(file.state()).toEqual({
      kind: 'quarantined',
      brokenFile: join(folder, brokenFile),
      reason: expect.stringMatching(reason),
    });
    expect(await readFile(join(folder, brokenFile), 'utf8')).toBe(text);
    expect(log.lines.join('\n')).toContain(brokenFile);
    await count(file, 2);
    expect((await readdir(folder)).toSorted()).toEqual(['a.json', brokenFile].toSorted());
  });

  test.each(contents)(
    'that is %s keeps its name where the user has to decide',
    async (_what, text, reason) => {
      await writeFile(path, text);
      const { file } = await openIn('keep');
      expect(file.state()).toEqual({ kind: 'unreadable', reason: expect.stringMatching(reason) });
      await expect(count(file, 2)).rejects.toMatchObject({ data: { code: 'not-stored' } });
      expect(await readdir(folder)).toEqual(['a.json']);
      expect(await readFile(path, 'utf8')).toBe(text);
    },
  );

  test('is read by a retry after the user fixed it', async () => {
    await writeFile(path, '{"count": 7');
    const { file, changes } = await openIn('keep');
    await file.retry();
    expect(file.state()).toMatchObject({ kind: 'unreadable' });
    await writeFile(path, '{"count": 7}');
    await file.retry();
    expect(file.state()).toEqual({ kind: 'loaded' });
    expect(file.read().count).toBe(7);
    expect(changes()).toBe(2);
    await count(file, 8);
    expect(await onDisk()).toMatchObject({ count: 8 });
  });
});

describe('a file that cannot be read', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['is a folder', () => makeUnreadable(), 'It is a folder.'],
    [
      'is a link to a missing file, as on a disk that is not mounted',
      () => symlink(join(folder, 'elsewhere', 'a.json'), path),
      'It is a symbolic link to a file that does not exist.',
    ],
    [
      'is larger than 1 MB',
      () => writeFile(path, JSON.stringify({ count: 1, names: ['x'.repeat(1_000_000)] })),
      'It is larger than 1.0 MB.',
    ],
    [
      'is of a newer version',
      () => writeFile(path, '{"version":2,"count":1}'),
      'A newer version of the app wrote it (format 2; this version reads format 1).',
    ],
  ])('because it %s is not overwritten, and has a reason', async (_why, make, reason) => {
    await make();
    const before = await lstat(path);
    const { file } = await openIn('quarantine');
    expect(file.state()).toEqual({ kind: 'unreadable', reason });
    await expect(count(file, 2)).rejects.toMatchObject({
      data: { code: 'not-stored', message: expect.stringContaining(reason) },
    });
    expect(file.read().count).toBe(2);
    expect(await readdir(folder)).toEqual(['a.json']);
    expect(await lstat(path)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs, size: before.size });
  });

  test('is renamed by starting with defaults, and earlier changes are stored', async () => {
    await writeFile(path, '{"version":2,"count":1}');
    const { file, changes } = await openIn();
    await expect(count(file, 2)).rejects.toThrow();
    await file.startWithDefaults();
    const state = file.state();
    expect(state).toMatchObject({
      kind: 'quarantined',
      brokenFile: expect.stringMatching(/a\.old-.*\.json$/),
    });
    if (state.kind === 'quarantined')
      expect(await readFile(state.brokenFile, 'utf8')).toBe('{"version":2,"count":1}');
    expect(await onDisk()).toMatchObject({ count: 2 });
    await count(file, 3);
    expect(await onDisk()).toMatchObject({ count: 3 });
    expect(changes()).toBe(1);
  });

  test('is missing after it was deleted', async () => {
    await makeUnreadable();
    const { file } = await openIn();
    await rm(path, { recursive: true });
    await file.startWithDefaults();
    expect(file.state()).toEqual({ kind: 'missing' });
    await count(file, 1);
    expect(await onDisk()).toMatchObject({ count: 1 });
  });

  test('replaces unstored changes when it can be read again', async () => {
    await makeUnreadable();
    const { file } = await openIn();
    await expect(count(file, 2)).rejects.toThrow();
    await rm(path, { recursive: true });
    await writeFile(path, '{"count":7}');
    await file.retry();
    expect(file.read().count).toBe(7);
    expect(await readFile(path, 'utf8')).toBe('{"count":7}');
  });

  test('does not change a loaded file by starting with defaults', async () => {
    await writeFile(path, '{"count":7}');
    const { file } = await openIn();
    await file.startWithDefaults();
    expect(file.read().count).toBe(7);
    expect(await readdir(folder)).toEqual(['a.json']);
  });
});

/** Replaces the folder with a file until `restore` is called. */
async function blockFolder(): Promise<{ restore(): Promise<void> }> {
  await rename(folder, `${folder}-away`);
  await writeFile(folder, '');
  return {
    async restore() {
      await rm(folder);
      await rename(`${folder}-away`, folder);
    },
  };
}

describe('a change that cannot be written', () => {
  test('rejects, is in use, and is stored by a later retry', async () => {
    const { file, changes } = await openIn();
    await count(file, 1);
    const blocked = await blockFolder();
    await expect(count(file, 2)).rejects.toMatchObject({
      data: {
        code: 'not-stored',
        message: expect.stringMatching(/is in use, but it cannot be stored in .*a\.json/),
      },
    });
    expect(file.read().count).toBe(2);
    expect(file.unwritten()).toMatch(/\(E\w+\)\.$/);
    await blocked.restore();
    await expect.poll(() => file.unwritten()).toBeUndefined();
    expect(await onDisk()).toMatchObject({ count: 2 });
    expect(await readdir(folder)).toEqual(['a.json']);
    expect(changes()).toBeGreaterThanOrEqual(2);
  });

  test('is stored by a retry, with the later changes', async () => {
    const { file } = await openIn();
    const blocked = await blockFolder();
    await expect(count(file, 1)).rejects.toThrow();
    await expect(file.change((content) => ({ ...content, names: ['Ana'] }))).rejects.toMatchObject({
      data: { code: 'not-stored' },
    });
    await expect(file.retry()).rejects.toMatchObject({ data: { code: 'not-stored' } });
    await blocked.restore();
    await file.retry();
    expect(await onDisk()).toEqual({ version: 1, count: 1, names: ['Ana'] });
  });

  test('is no longer unwritten when the old content is restored', async () => {
    await writeFile(path, '{"count":1}');
    const { file } = await openIn();
    await chmod(path, 0o600);
    const blocked = await blockFolder();
    await expect(count(file, 2)).rejects.toThrow();
    await blocked.restore();
    await count(file, 1);
    expect(file.unwritten()).toBeUndefined();
    expect(await onDisk()).toMatchObject({ count: 1 });
  });
});
