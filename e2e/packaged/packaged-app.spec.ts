import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { EndedRun } from '../app/run-to-end.ts';
import { rootSwitches, runToEnd } from '../app/run-to-end.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { walk } from '../tour/walk.ts';
import { takePackage } from './take-package.ts';

/** Starts the packaged app itself: its executable, with the app from the archive beside it. */
test.describe.configure({ mode: 'default' });

test.describe('the testable package', () => {
  test.use({ packageVariant: 'testable', appArguments: ['--demo'] });
  test.beforeAll(() => takePackage('testable'));

  test('starts from its archive, and takes the tour', async ({ app, page }) => {
    const { program, archive } = await takePackage('testable');
    const facts = await app.evaluate(({ app: main }) => ({
      isPackaged: main.isPackaged,
      hasDefaultApp: 'defaultApp' in process,
      executable: process.execPath,
      appPath: main.getAppPath(),
      resources: process.resourcesPath,
      about: `${main.getName()} ${main.getVersion()}`,
    }));
    expect(facts).toEqual({
      isPackaged: true,
      hasDefaultApp: false,
      executable: program,
      appPath: archive,
      resources: dirname(archive),
      about: expect.stringMatching(/^ECR Image Replicator \d+\.\d+\.\d+$/),
    });

    const layers = new Map<string, string>();
    const replicated = await walk({
      app,
      page,
      step: (title, act) => test.step(title, act),
      say(line) {
        const [, layer, progress] = /^((?:Layer|Config) sha256:\w+) +(.+)$/.exec(line) ?? [];
        if (layer && progress) layers.set(layer, progress);
      },
    });
    expect(replicated).toMatch(/^replicated \S+\/team\/api:latest -> \S+\/mirror\/api:from-build sha256:/);
    expect(layers.size).toBeGreaterThan(10);
    expect(new Set(layers.values())).toEqual(new Set(['100 %  Done']));
  });
});

/** How the shipped app ends, and the files of its user then. */
async function startShipped(
  home: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<EndedRun & { readonly files: readonly string[] }> {
  const { program } = await takePackage('shipped');
  await mkdir(home, { recursive: true });
  const run = await runToEnd(program, [...rootSwitches, ...args], home, env);
  return { ...run, files: await readdir(home, { recursive: true }) };
}

test.describe('the shipped package', () => {
  test.beforeAll(() => takePackage('shipped'));

  for (const given of [
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect=0',
    '--inspect-brk',
    '--js-flags=--expose-gc',
    '--disable-web-security',
  ]) {
    test(`rejects ${given} before it does anything else`, async ({ colorScheme: _unused }, testInfo) => {
      const [name] = given.split('=');
      expect(await startShipped(testInfo.outputPath('home'), [given])).toEqual({
        code: 2,
        stdout: '',
        stderr: `The switch ${name} is not allowed: it gives a debugger access to the app or disables a restriction of its window.\n`,
        files: [],
      });
    });
  }

  test('runs commands, and no script that NODE_OPTIONS names', async ({ home }) => {
    const script = join(home.path, 'script.cjs');
    await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(`${script}.ran`)}, '');`);
    const version = await startShipped(home.path, ['--version'], { NODE_OPTIONS: `--require=${script}` });
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(version.files).toContain('script.cjs');
    expect(version.files).not.toContain('script.cjs.ran');

    const profiles = await startShipped(home.path, ['profiles', '--json']);
    expect(profiles.code).toBe(0);
    const lines = profiles.stdout.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { name: 'build' },
      { name: 'production' },
    ]);
  });

  test('starts no app from a folder beside its archive', async ({ colorScheme: _unused }, testInfo) => {
    const { program, archive } = await takePackage('shipped');
    const original = dirname(dirname(archive));
    const copy = testInfo.outputPath('copy.app', 'Contents');
    await cp(original, copy, { recursive: true, filter: (path) => path !== archive });
    const folder = join(copy, relative(original, dirname(archive)), 'app');
    await mkdir(folder);
    await writeFile(join(folder, 'package.json'), JSON.stringify({ main: 'main.cjs' }));
    await writeFile(join(folder, 'main.cjs'), 'process.stdout.write("started"); process.exit(0);');
    const run = await runToEnd(join(copy, relative(original, program)), rootSwitches, testInfo.outputDir);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('Unable to find a valid app');
  });
});
