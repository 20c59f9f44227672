import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createCommandEnvironment } from '../electron/testing/cli/command-environment.ts';
import { readReplicateOutput } from '../electron/testing/cli/replicate-output.ts';
import { seedImage } from '../electron/testing/seed-image.ts';
import type { TwoRegistries } from '../electron/testing/two-registries.ts';
import { startTwoRegistries } from '../electron/testing/two-registries.ts';
import { findForeignParts } from './bundle-for-node.ts';

const root = join(import.meta.dirname, '..');
const isWindows = process.platform === 'win32';

let folder: string;
/** An empty folder into which the tarball was installed. */
let installed: string;
let registries: TwoRegistries;

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** Runs a program with the Node.js of this process. @throws with its output when it fails. */
const run = (command: string, args: readonly string[], cwd: string) =>
  promisify(execFile)(command, args, {
    cwd,
    env: {
      ...createCommandEnvironment({ HOME: folder, NODE_OPTIONS: '--expose-gc' }),
      PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
    },
    shell: isWindows,
  });

const runInstalled = (...args: readonly string[]) =>
  run(join(installed, 'node_modules', '.bin', 'ecr-image-replicator'), args, installed);

const readInstalled = (name: string): Promise<string> =>
  readFile(join(installed, 'node_modules', 'ecr-image-replicator', name), 'utf8');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-cli-'));
  installed = await mkdtemp(join(folder, 'installed-'));
  const packed = join(folder, 'packed');
  await run(process.execPath, [join(root, 'scripts/package-cli.ts'), '--output', packed], root);
  const { version } = z.object({ version: z.string() }).parse(await readJson(join(root, 'package.json')));
  const tarball = join(packed, `ecr-image-replicator-cli-${version}.tgz`);
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', installed];
  await run('npm', ['install', ...options, tarball], installed);
  registries = await startTwoRegistries();
});
afterAll(async () => {
  await registries.close();
  await rm(folder, { recursive: true, force: true });
});

test('the package installs alone, with the version and the license of the project', async () => {
  const names = await readdir(join(installed, 'node_modules'));
  expect(names.filter((name) => !name.startsWith('.'))).toEqual(['ecr-image-replicator']);
  const expected = z
    .object({ version: z.string(), license: z.string() })
    .parse(await readJson(join(root, 'package.json')));
  const manifest: unknown = JSON.parse(await readInstalled('package.json'));
  expect(manifest).toMatchObject({
    ...expected,
    type: 'module',
    bin: { 'ecr-image-replicator': 'cli.cjs' },
    man: ['./ecr-image-replicator.1'],
    engines: { node: '>=22.15' },
  });
  expect(manifest).not.toHaveProperty('dependencies');
  expect(await readInstalled('ecr-image-replicator.1')).toContain(
    `"ecr-image-replicator ${expected.version}"`,
  );
  expect(await readInstalled('LICENSE')).toContain('Apache License');
  expect(await readInstalled('THIRD-PARTY-LICENSES.md')).toContain('@aws-sdk/client-ecr');
  const archive = join(installed, 'node_modules', 'ecr-image-replicator', 'ecr-image-replicator-lambda.zip');
  expect((await stat(archive)).size).toBeGreaterThan(100_000);
  expect((await runInstalled('--version')).stdout).toBe(`${expected.version}\n`);
});

test('the installed command copies an image between two registries, with the same digest', async () => {
  const { digest, manifest } = await seedImage(
    registries.source.createRepository('team/api'),
    [['layer', 500_000]],
    ['1.4.0'],
  );
  const to = registries.destination.createRepository('copies/api');
  const source = ['--source-profile', 'build', '--source', 'team/api:1.4.0'];
  const destination = ['--destination-profile', 'production', '--destination', 'copies/api'];
  const { stdout, stderr } = await runInstalled('replicate', ...source, ...destination, '--json');
  expect(stderr).toBe('');
  expect(readReplicateOutput(stdout).result.images).toMatchObject([{ status: 'replicated', digest }]);
  expect([...to.tags]).toEqual([['1.4.0', digest]]);
  expect(to.images.get(digest)?.manifest).toBe(manifest);
});

test('the bundle imports modules of Node.js only, and carries no local ECR', async () => {
  const chunks = await readdir(join(installed, 'node_modules', 'ecr-image-replicator', 'chunks'));
  const files = ['cli.cjs', ...chunks.map((name) => `chunks/${name}`)];
  const bundle = (await Promise.all(files.map(readInstalled))).join('\n');
  const imports = [...bundle.matchAll(/\brequire\("([^"]+)"\)/g)].flatMap(([, name]) => name ?? []);
  expect(imports).toContain('node:https');
  const isOwn = (name: string): boolean => chunks.includes(basename(name));
  expect(imports.filter((name) => !isBuiltin(name) && !isOwn(name))).toEqual([]);
  expect(bundle).not.toMatch(/\bimport\(/);
  // Functions keep their names: the bundle is not minified.
  expect(bundle).toContain('function runInTerminal(');
  expect(bundle).not.toMatch(/startLocalEcr|LOCALECR/);
});

test('packaging refuses what does not belong into the bundle', () => {
  const chunk = { fileName: 'cli.cjs', imports: ['node:fs'], dynamicImports: ['cli.cjs'], moduleIds: [] };
  const paths = ['electron/cli.ts', 'electron/local-ecr/local-ecr.ts'].map((path) => join(root, path));
  expect(findForeignParts(chunk)).toEqual([]);
  expect(findForeignParts({ ...chunk, imports: ['electron'], moduleIds: paths })).toEqual([
    'imports electron, which is not part of Node.js',
    'contains electron/local-ecr/local-ecr.ts',
  ]);
});
