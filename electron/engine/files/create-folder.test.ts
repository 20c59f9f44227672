import { mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test as base } from 'vitest';
import { createFolderSync } from './create-folder-sync.ts';
import { createFolder } from './create-folder.ts';

const test = base.extend(
  'parent',
  // oxlint-disable-next-line no-empty-pattern -- Vitest reads the dependencies of a fixture from this pattern.
  async ({}, { onCleanup }) => {
    const parent = await mkdtemp(join(tmpdir(), 'create-folder-'));
    onCleanup(() => rm(parent, { recursive: true }));
    return parent;
  },
);

type Create = (folder: string, options?: { readonly mode?: number }) => Promise<void>;

describe.each<[string, Create]>([
  ['createFolder', createFolder],
  ['createFolderSync', async (folder, options) => createFolderSync(folder, options?.mode)],
])('%s', (_, create) => {
  test('creates missing parents with the same mode, and accepts a folder that exists', async ({ parent }) => {
    const folder = join(parent, 'a', 'b', 'c');
    await create(folder, { mode: 0o700 });
    await create(folder, { mode: 0o700 });
    for (const created of [folder, join(parent, 'a')]) expect((await stat(created)).mode & 0o777).toBe(0o700);
    await create('/');
    await create('.');
  });

  test('accepts a link to a folder', async ({ parent }) => {
    await mkdir(join(parent, 'folder'));
    await symlink('folder', join(parent, 'link'));
    await create(join(parent, 'link', 'new'));
    await create(join(parent, 'link'));
    expect((await stat(join(parent, 'folder', 'new'))).isDirectory()).toBe(true);
  });

  test('rejects a file, and a folder below a file', async ({ parent }) => {
    await writeFile(join(parent, 'file'), '');
    await expect(create(join(parent, 'file'))).rejects.toThrow('EEXIST');
    await expect(create(join(parent, 'file', 'a', 'b'))).rejects.toThrow('ENOTDIR');
  });

  test.runIf(process.platform === 'linux')('ends where nothing can be created', async () => {
    await expect(create('/proc/uploads')).rejects.toThrow('ENOENT');
    await expect(create('/proc/uploads/of/this')).rejects.toThrow('ENOENT');
  });
});
