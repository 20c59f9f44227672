import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AwsFilesChange, AwsFilesWatch } from './watch-aws-files.ts';
import { watchAwsFiles } from './watch-aws-files.ts';

let home: string;
let watching: AwsFilesWatch | undefined;
let changes: AwsFilesChange[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'watch-aws-files-'));
  changes = [];
});
afterEach(async () => {
  watching?.close();
  await rm(home, { recursive: true });
});

/** Quiet enough for a machine under load, and short for the test. */
const start = async (environment: Readonly<Record<string, string>> = {}, quiet = 30): Promise<void> => {
  watching = watchAwsFiles({
    environment: { HOME: home, ...environment },
    changed: (change) => changes.push(change),
    quiet,
  });
  await watching.recheck();
};
const seen = (count: number) => expect.poll(() => changes.length, { timeout: 5_000 }).toBe(count);
const last = () => changes.at(-1);
const aws = (...path: string[]): string => join(home, '.aws', ...path);
const replace = async (path: string, text: string): Promise<void> => {
  await writeFile(`${path}.next`, text);
  await rename(`${path}.next`, path);
};

test('a file that is replaced again and again is seen each time', async () => {
  await mkdir(aws());
  await writeFile(aws('credentials'), '1');
  await start();
  for (const count of [1, 2, 3]) {
    await replace(aws('credentials'), `${count} more`);
    await seen(count);
  }
  expect(last()).toEqual({ profiles: true, signIns: false });
});

test('files and folders that come into being later are seen', async () => {
  await start();
  await mkdir(aws());
  await replace(aws('config'), '[default]');
  await seen(1);
  await mkdir(aws('sso', 'cache'), { recursive: true });
  await replace(aws('sso', 'cache', 'a.json'), '{}');
  await seen(2);
  expect(last()).toEqual({ profiles: false, signIns: true });
  await replace(aws('sso', 'cache', 'a.json'), '{"renewed":true}');
  await seen(3);
  await rm(aws('sso', 'cache', 'a.json'));
  await seen(4);
});

test('sign-ins by aws login are seen, wherever they are kept', async () => {
  const folder = join(home, 'logins');
  await mkdir(folder);
  await start({ AWS_LOGIN_CACHE_DIRECTORY: folder });
  await replace(join(folder, 'a.json'), '{}');
  await seen(1);
  expect(last()).toEqual({ profiles: false, signIns: true });
});

test('a folder that is removed and made anew is watched again', async () => {
  await mkdir(aws());
  await writeFile(aws('config'), '1');
  await start();
  await rm(aws(), { recursive: true });
  await seen(1);
  await mkdir(aws());
  await replace(aws('config'), '2');
  await seen(2);
  await replace(aws('config'), '3');
  await seen(3);
});

test('of a link, the file that it leads to is watched', async () => {
  const elsewhere = join(home, 'dotfiles');
  await mkdir(elsewhere);
  await mkdir(aws());
  await writeFile(join(elsewhere, 'config'), '1');
  await symlink(join(elsewhere, 'config'), aws('config'));
  await start();
  await replace(join(elsewhere, 'config'), '2');
  await seen(1);
});

test('other files beside them are no news', async () => {
  await mkdir(aws());
  await writeFile(aws('config'), '1');
  await start();
  await replace(aws('notes'), 'x');
  await replace(aws('config'), '2');
  await seen(1);
});

test('looking again sees what nobody told, and nothing once it is closed', async () => {
  await mkdir(aws());
  await writeFile(aws('config'), '1');
  // Longer than the test: only `recheck` looks.
  await start({}, 3_600_000);
  await replace(aws('config'), 'more');
  await watching?.recheck();
  expect(changes).toHaveLength(1);
  watching?.close();
  await replace(aws('config'), 'even more');
  await watching?.recheck();
  expect(changes).toHaveLength(1);
});
