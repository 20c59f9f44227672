import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { BundleStamps, Stamp } from '../testing/cli/cli-bundle.ts';
import { bundleCliIfStale, bundleFolder, cliBundle, stampsName } from '../testing/cli/cli-bundle.ts';
import { createCommandEnvironment } from '../testing/cli/command-environment.ts';
import { runCommand } from '../testing/cli/run-command.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-start-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the bundle with these arguments, and prints the names of its loaded files at the end. */
const listLoaded = `
  process.on('exit', () => process.stderr.write(JSON.stringify(Object.keys(require.cache))));
  require(process.argv[1]);`;

/** What a command has loaded of the bundle: the number of files, their bytes, and the modules that were bundled into them. */
async function loadedBy(args: readonly string[]) {
  const { stderr } = await promisify(execFile)(process.execPath, ['-e', listLoaded, cliBundle, ...args], {
    env: createCommandEnvironment({ AWS_CONFIG_FILE: join(folder, 'none'), AWS_SHARED_CREDENTIALS_FILE: '' }),
  });
  const names = z.array(z.string()).parse(JSON.parse(stderr.slice(stderr.lastIndexOf('['))));
  const texts = await Promise.all(names.map((name) => readFile(name, 'utf8')));
  const modules = texts.flatMap((text) =>
    [...text.matchAll(/^\/\/ ((?:electron|shared|node_modules)\/\S+)$/gm)].map(([, module = '']) => module),
  );
  return { files: names.length, bytes: texts.join('').length, modules };
}

describe('a command loads only what it needs', () => {
  test.each([['--help'], ['--version'], ['help']])('%s loads the parser of the arguments', async (arg) => {
    const { files, bytes, modules } = await loadedBy([arg]);
    expect(modules).toContain('electron/cli/program.ts');
    expect(modules.filter((module) => /^node_modules\/(?!commander\/)/.test(module))).toEqual([]);
    expect(files).toBeLessThan(10);
    expect(bytes).toBeLessThan(120_000);
  });

  test('help about a command loads nothing of what runs it', async () => {
    const { bytes, modules } = await loadedBy(['replicate', '--help']);
    expect(modules).toContain('electron/cli/options/replication-options.ts');
    expect(modules.filter((module) => /^electron\/cli\/(?:commands|replication)\//.test(module))).toEqual([]);
    expect(modules.filter((module) => module.startsWith('node_modules/@aws-sdk/'))).toEqual([]);
    expect(bytes).toBeLessThan(400_000);
  });

  test('the names of the profiles for a completion need only the AWS files', async () => {
    const { bytes, modules } = await loadedBy(['profile-names']);
    expect(modules).toContain('electron/engine/aws/profiles/profile-catalog.ts');
    expect(modules.filter((module) => module.startsWith('node_modules/@aws-sdk/'))).toEqual([]);
    expect(bytes).toBeLessThan(400_000);
  });

  test('profiles loads no client of AWS', async () => {
    const { modules } = await loadedBy(['profiles']);
    expect(modules).toContain('electron/cli/commands/profiles.ts');
    expect(modules.filter((module) => /@aws-sdk\/(?:client|nested-clients|credential)/.test(module))).toEqual(
      [],
    );
  });
});

/** The environment of a user with this folder for caches. */
const withCache = (cache: string) => ({
  NODE_COMPILE_CACHE: '',
  HOME: cache,
  XDG_CACHE_HOME: cache,
  LOCALAPPDATA: cache,
});

describe('the compiled code', () => {
  test("is kept in the user's folder for caches", async () => {
    expect(await runCommand(['--version'], withCache(folder))).toMatchObject({ code: 0, stderr: '' });
    const caches = process.platform === 'darwin' ? join(folder, 'Library', 'Caches') : folder;
    expect(await readdir(join(caches, 'ecr-image-replicator', 'compiled'))).toEqual([
      expect.stringContaining(process.version),
    ]);
  });

  test('has the functions that the command executed before: they are not compiled again', async () => {
    const log = join(folder, 'v8.log');
    const options = ['--log-function-events', '--no-logfile-per-isolate', `--logfile=${log}`];
    const countParsed = async (): Promise<number> => {
      await promisify(execFile)(process.execPath, [...options, cliBundle, 'replicate', '--help'], {
        env: createCommandEnvironment(withCache(folder)),
      });
      const lines = (await readFile(log, 'utf8')).split('\n').map((line) => line.split(','));
      const chunks = new Set(
        lines.flatMap(([kind, id, path]) =>
          kind === 'script-details' && path?.includes(join(bundleFolder, 'chunks')) ? id : [],
        ),
      );
      return lines.filter(([, event, id]) => event === 'full-parse' && chunks.has(id)).length;
    };
    expect(await countParsed()).toBeGreaterThan(50);
    // V8 compiles the members of some classes apart from their functions.
    expect(await countParsed()).toBeLessThan(10);
  });

  test('is not kept where nothing can be written', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    expect(await runCommand(['--version'], withCache(file))).toMatchObject({ code: 0, stderr: '' });
  });
});

const isEntry = ([path]: Stamp): boolean => path === 'electron/cli.ts';

test('a bundle of other sources is bundled again', async () => {
  const stampsFile = join(bundleFolder, stampsName);
  const readStamps = async (): Promise<BundleStamps> => JSON.parse(await readFile(stampsFile, 'utf8'));
  const { entry, sources } = await readStamps();
  expect(sources.map(([path]) => path)).toEqual(
    expect.arrayContaining(['electron/cli.ts', 'shared/text/printable.ts', 'package-lock.json']),
  );
  const changed = sources.map(([path, at, size]) => [path, at, path === 'electron/cli.ts' ? size + 1 : size]);
  await writeFile(stampsFile, JSON.stringify({ entry, sources: changed }));
  bundleCliIfStale();
  expect((await readStamps()).sources.find(isEntry)).toEqual(sources.find(isEntry));
});

test.for([['--help'], ['--version'], ['completion', 'bash']])(
  'fails with one sentence where its output cannot be written: %j',
  async (args) => {
    if (process.platform !== 'linux') return;
    const output = await open('/dev/full', 'w');
    try {
      const child = spawn(process.execPath, [cliBundle, ...args], {
        stdio: ['ignore', output.fd, 'pipe'],
        env: createCommandEnvironment({}),
      });
      let errors = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
      const [code] = await once(child, 'close');
      expect(errors).toBe(
        'error: The output cannot be written. The disk is full (ENOSPC). Nothing was done after that. Write it elsewhere, and run the command again.\n',
      );
      expect(code).toBe(1);
    } finally {
      await output.close();
    }
  },
);
