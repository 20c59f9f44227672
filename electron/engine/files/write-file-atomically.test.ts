import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSmallFile } from './read-small-file.ts';
import { removeStaleTemporaryFiles, temporaryPath } from './temporary-file.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-file-atomically-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('replaces a file, and leaves no other file in its folder', async () => {
  const path = join(folder, 'a', 'b.json');
  await writeFileAtomically(path, 'one');
  await writeFileAtomically(path, 'two');
  expect(await readFile(path, 'utf8')).toBe('two');
  expect(await readdir(join(folder, 'a'))).toEqual(['b.json']);
});

test('does not create a missing folder if the option is off', async () => {
  const path = join(folder, 'a', 'b.json');
  await expect(writeFileAtomically(path, 'one', { createFolder: false })).rejects.toThrow('ENOENT');
  expect(await readdir(folder)).toEqual([]);
});

test('sets permissions for the owner only, or the given ones', async () => {
  if (process.platform === 'win32') return;
  await writeFileAtomically(join(folder, 'secret'), '');
  await writeFileAtomically(join(folder, 'report'), '', { mode: 0o644 });
  expect((await lstat(join(folder, 'secret'))).mode & 0o777).toBe(0o600);
  expect((await lstat(join(folder, 'report'))).mode & 0o777).toBe(0o644);
});

test('keeps a symbolic link, and replaces the file that it points to', async () => {
  await mkdir(join(folder, 'dotfiles'));
  await writeFile(join(folder, 'dotfiles', 'settings.json'), 'one');
  await symlink(join('dotfiles', 'settings.json'), join(folder, 'settings.json'));
  await writeFileAtomically(join(folder, 'settings.json'), 'two');
  expect(await readlink(join(folder, 'settings.json'))).toBe(join('dotfiles', 'settings.json'));
  expect(await readFile(join(folder, 'dotfiles', 'settings.json'), 'utf8')).toBe('two');
  expect(await readdir(join(folder, 'dotfiles'))).toEqual(['settings.json']);
});

test('leaves the old content and no temporary file after a failed write', async () => {
  await mkdir(join(folder, 'taken'));
  await expect(writeFileAtomically(join(folder, 'taken'), 'text')).rejects.toThrow();
  expect(await readdir(folder)).toEqual(['taken']);
});

/** The id of a process that has ended. */
function endedProcess(): number {
  const { pid } = spawnSync(process.execPath, ['--version']);
  return pid;
}

test('leaves a complete file when its process is killed, and no temporary file after the next start', async () => {
  const path = join(folder, 'large.json');
  await writeFileAtomically(path, '0'.repeat(1_000_000));
  const module = pathToFileURL(join(import.meta.dirname, 'write-file-atomically.ts')).href;
  const program = `
    const { writeFileAtomically } = await import(${JSON.stringify(module)});
    for (let digit = 1; ; digit += 1) await writeFileAtomically(${JSON.stringify(path)}, String(digit % 10).repeat(1_000_000));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'ignore' });
  const killed = once(child, 'exit');
  const temporary = async () => (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
  await expect.poll(async () => (await temporary()).length, { interval: 1 }).toBe(1);
  child.kill('SIGKILL');
  await killed;
  const text = await readFile(path, 'utf8');
  expect(text).toBe(text.charAt(0).repeat(1_000_000));
  await removeStaleTemporaryFiles(folder);
  expect(await readdir(folder)).toEqual(['large.json']);
});

const [, ownHost = ''] = /^ecr-image-replicator-([0-9a-f]{8})-/.exec(basename(temporaryPath(''))) ?? [];

const nameOf = (number: number, processId: number, host = ownHost): string =>
  `ecr-image-replicator-${host}-${processId}-00000000-0000-4000-8000-00000000000${number}.tmp`;

test('removes only temporary files of ended processes', async () => {
  const ended = endedProcess();
  const removed = [nameOf(1, ended), nameOf(2, ended, '00000000'), nameOf(3, process.pid)];
  const kept = [
    basename(temporaryPath(folder)),
    nameOf(4, process.ppid),
    nameOf(5, ended, '00000000'),
    'settings.json',
    'x.tmp',
    'ecr-image-replicator-notes.tmp',
    `copy of ${nameOf(1, ended)}`,
  ];
  for (const name of [...removed, ...kept]) await writeFile(join(folder, name), 'text');
  await utimes(join(folder, nameOf(2, ended, '00000000')), 1, 1);
  const beforeStart = performance.timeOrigin / 1000 - 60;
  await utimes(join(folder, nameOf(3, process.pid)), beforeStart, beforeStart);
  for (const name of kept.slice(3)) await utimes(join(folder, name), 1, 1);
  await mkdir(join(folder, nameOf(6, ended)));

  await removeStaleTemporaryFiles(folder);

  expect((await readdir(folder)).toSorted()).toEqual([...kept, nameOf(6, ended)].toSorted());
  await removeStaleTemporaryFiles(join(folder, 'missing'));
});

test('removes old temporary files of the first version in a folder of the app', async () => {
  const uuid = '3f1b2c4d-0000-4000-8000-00000000000a';
  const old = [
    `settings.json.${uuid}.tmp`,
    `thesis.json.${uuid}.tmp`,
    `settings.json.${uuid}`,
    'settings.json.tmp',
  ];
  const recent = `window-state.json.${uuid}.tmp`;
  for (const name of [...old, recent]) await writeFile(join(folder, name), 'text');
  for (const name of old) await utimes(join(folder, name), 1, 1);
  await removeStaleTemporaryFiles(folder);
  expect(await readdir(folder)).toHaveLength(5);
  await removeStaleTemporaryFiles(folder, { ownFiles: ['settings.json', 'window-state.json'] });
  expect((await readdir(folder)).toSorted()).toEqual([...old.slice(1), recent].toSorted());
});

test('refuses to read a file above the limit, a folder and a device', async () => {
  await writeFile(join(folder, 'large'), 'x'.repeat(1_001));
  await expect(readSmallFile(join(folder, 'large'), 1_000)).rejects.toThrow('It is larger than 1.0 kB.');
  expect(await readSmallFile(join(folder, 'large'), 1_001)).toHaveLength(1_001);
  await expect(readSmallFile(folder, 1_000)).rejects.toThrow('It is a folder.');
  if (process.platform !== 'win32')
    await expect(readSmallFile('/dev/zero', 1_000)).rejects.toThrow('It is not a regular file.');
});
