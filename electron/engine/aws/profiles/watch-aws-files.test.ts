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

/** The short debounce time still joins the changes of one replacement on a loaded computer. */
const start = async (environment: Readonly<Record<string, string>> = {}, debounce = 30): Promise<void> => {
  watching = watchAwsFiles({
    environment: { HOME: home, ...environment },
    changed: (change) => changes.push(change),
    debounce,
  });
  await watching.recheck();
};
const expectChanges = (count: number) => expect.poll(() => changes.length).toBe(count);
const lastChange = () => changes.at(-1);
const aws = (...path: string[]): string => join(home, '.aws', ...path);
const replace = async (path: string, text: string): Promise<void> => {
  await writeFile(`${path}.next`, text);
  await rename(`${path}.next`, path);
};

test('reports each replacement of a file', async () => {
  await mkdir(aws());
  await writeFile(aws('credentials'), '1');
  await start();
  for (const count of [1, 2, 3]) {
    await replace(aws('credentials'), `${count} more`);
    await expectChanges(count);
  }
  expect(lastChange()).toEqual({ profiles: true, signIns: false });
});

test('reports later changes after the report of one has failed', async () => {
  await mkdir(aws());
  await writeFile(aws('credentials'), '1');
  let reports = 0;
  watching = watchAwsFiles({
    environment: { HOME: home },
    changed() {
      reports += 1;
      throw new Error('failed');
    },
  });
  await watching.recheck();
  for (const text of ['2', '3']) {
    await replace(aws('credentials'), `${text} more`);
    await watching.recheck().catch(() => undefined);
  }
  expect(reports).toBe(2);
});

test('reports files and folders that are created later', async () => {
  await start();
  await mkdir(aws());
  await replace(aws('config'), '[default]');
  await expectChanges(1);
  await mkdir(aws('sso', 'cache'), { recursive: true });
  await replace(aws('sso', 'cache', 'a.json'), '{}');
  await expectChanges(2);
  expect(lastChange()).toEqual({ profiles: false, signIns: true });
  await replace(aws('sso', 'cache', 'a.json'), '{"renewed":true}');
  await expectChanges(3);
  await rm(aws('sso', 'cache', 'a.json'));
  await expectChanges(4);
});

test('reports sign-ins of aws login in a custom folder', async () => {
  const folder = join(home, 'logins');
  await mkdir(folder);
  await start({ AWS_LOGIN_CACHE_DIRECTORY: folder });
  await replace(join(folder, 'a.json'), '{}');
  await expectChanges(1);
  expect(lastChange()).toEqual({ profiles: false, signIns: true });
});

test('watches a folder again after it was removed and created', async () => {
  await mkdir(aws());
  await writeFile(aws('config'), '1');
  await start();
  await rm(aws(), { recursive: true });
  await expectChanges(1);
  await mkdir(aws());
  await replace(aws('config'), '2');
  await expectChanges(2);
  await replace(aws('config'), '3');
  await expectChanges(3);
});

test('watches the target of a symbolic link', async () => {
  const elsewhere = join(home, 'dotfiles');
  await mkdir(elsewhere);
  await mkdir(aws());
  await writeFile(join(elsewhere, 'config'), '1');
  await symlink(join(elsewhere, 'config'), aws('config'));
  await start();
  await replace(join(elsewhere, 'config'), '2');
  await expectChanges(1);
});

test('ignores other files in the same folder', async () => {
  await mkdir(aws());
  await writeFile(aws('config'), '1');
  await start();
  await replace(aws('notes'), 'x');
  await replace(aws('config'), '2');
  await expectChanges(1);
});

test('finds unreported changes in a recheck, and none after it is closed', async () => {
  await mkdir(aws());
  await writeFile(aws('config'), '1');
  // The debounce time is longer than the test, so that only `recheck` compares the files.
  await start({}, 3_600_000);
  await replace(aws('config'), 'more');
  await watching?.recheck();
  expect(changes).toHaveLength(1);
  watching?.close();
  await replace(aws('config'), 'even more');
  await watching?.recheck();
  expect(changes).toHaveLength(1);
});
