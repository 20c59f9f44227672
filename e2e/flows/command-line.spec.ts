import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedImage } from '../../electron/testing/seed-image.ts';
import type { Home } from '../accounts/aws-home.ts';
import { expect, test } from '../fixtures/fixtures.ts';
import { appFolder } from '../app/launch.ts';
import type { EndedRun } from '../app/run-to-end.ts';
import { rootSwitches, runToEnd } from '../app/run-to-end.ts';
import { findRuntime } from '../app/runtime.ts';
import { build, production } from '../accounts/test-accounts.ts';

/** Starts the built app with a command instead of a window. */
async function runApp(home: Home, command: readonly string[]): Promise<EndedRun> {
  const runtime = findRuntime(process.env);
  if (!runtime) throw new Error('There is nothing to run the app on.');
  return runToEnd(runtime.executable, [...rootSwitches, appFolder, ...command], home.path);
}

test('runs a command without a window', async ({ ecr, home }) => {
  const from = ecr.registry('111111111111', build.region).createRepository('team/api');
  const { digest } = await seedImage(from, [['layer', 100_000]], ['1.0']);

  const source = ['--source-profile', build.name, '--source', 'team/api:1.0'];
  const destination = ['--destination-profile', production.name, '--destination', 'team/api'];
  const { code, stdout } = await runApp(
    home,
    ['replicate', '--create-repository', '--json'].concat(source, destination),
  );

  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
    type: 'result',
    images: [{ digest, tags: ['1.0'], status: 'replicated' }],
  });
  const to = ecr.registry('222222222222', production.region).repository('team/api');
  expect([...to.tags]).toEqual([['1.0', digest]]);
});

test('uses the protected accounts of the window’s settings', async ({ ecr, home, openApp }) => {
  const from = ecr.registry('111111111111', build.region).createRepository('team/api');
  const to = ecr.registry('222222222222', production.region).createRepository('team/api');
  await seedImage(from, [['layer', 1_000]], ['1.0']);
  const app = await openApp();
  const appData = await app.evaluate(({ app: electronApp }) => electronApp.getPath('appData'));
  const userData = join(appData, await app.evaluate(({ app: electronApp }) => electronApp.getName()));
  await mkdir(userData, { recursive: true });
  const accounts = { '222222222222': { isProtected: true } };
  await writeFile(join(userData, 'settings.json'), JSON.stringify({ version: 1, accounts }));

  const source = ['--source-profile', build.name, '--source', 'team/api:1.0'];
  const destination = ['--destination-profile', production.name, '--destination', 'team/api'];
  const refused = await runApp(home, ['replicate', ...source, ...destination]);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Account 222222222222 is protected. Add --confirm-account 222222222222');
  expect([...to.tags]).toEqual([]);
  const confirmed = ['--confirm-account', '222222222222'];
  expect(await runApp(home, ['replicate', ...source, ...destination, ...confirmed])).toMatchObject({
    code: 0,
  });
  expect([...to.tags.keys()]).toEqual(['1.0']);
});

test('exits with the exit code of the command', async ({ home }) => {
  expect(await runApp(home, ['--version'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
  const wrong = await runApp(home, ['replicate', '--source-profile', build.name]);
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('--source');
});
