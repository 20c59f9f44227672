import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from 'vitest';
import { writeExport } from './write-export.ts';

const test = base.extend(
  'parent',
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads the dependencies of a fixture from this pattern.
  async ({}, { onCleanup }) => {
    const parent = await mkdtemp(join(tmpdir(), 'write-export-'));
    onCleanup(() => rm(parent, { recursive: true }));
    return parent;
  },
);

const files = [
  { path: 'README.md', text: 'read me' },
  { path: 'policies/role.json', text: '{}' },
];
const tooLong = { path: 'n'.repeat(300), text: '' };

test('removes what a failed export has created, so that the next one works', async ({ parent }) => {
  const folder = join(parent, 'new', 'stack');
  await expect(writeExport(folder, [...files, tooLong], undefined)).rejects.toMatchObject({
    data: {
      code: 'invalid-input',
      message: `The folder ${folder} cannot be used. Its name is too long (ENAMETOOLONG). Nothing of the export was left in it. Choose another folder.`,
    },
  });
  expect(await readdir(parent)).toEqual([]);
  await writeExport(folder, files, undefined);
  expect((await readdir(folder)).toSorted()).toEqual(['README.md', 'policies']);
});

test('removes them also when the archive of the function cannot be copied', async ({ parent }) => {
  await expect(writeExport(join(parent, 'stack'), files, join(parent, 'missing.zip'))).rejects.toThrow(
    'ENOENT',
  );
  expect(await readdir(parent)).toEqual([]);
});

test.runIf(process.platform === 'linux')('names a folder that cannot be created', async () => {
  await expect(writeExport('/proc/stack', files, undefined)).rejects.toThrow(
    'The folder /proc/stack cannot be used. Its file system allows no new folder there (ENOENT). Choose another folder.',
  );
});

test('keeps the files and folders of others', async ({ parent }) => {
  await mkdir(join(parent, 'policies'));
  await writeFile(join(parent, 'policies', 'mine.json'), 'mine');
  await writeFile(join(parent, 'notes.txt'), 'mine');
  const notes = { path: 'notes.txt', text: '' };
  await expect(writeExport(parent, [...files, notes], undefined)).rejects.toThrow('EEXIST');
  expect((await readdir(parent)).toSorted()).toEqual(['notes.txt', 'policies']);
  expect(await readFile(join(parent, 'notes.txt'), 'utf8')).toBe('mine');
  expect(await readdir(join(parent, 'policies'))).toEqual(['mine.json']);
});
