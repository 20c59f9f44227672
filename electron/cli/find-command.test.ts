import { expect, test } from 'vitest';
import { runInProcess } from '../testing/cli/run-in-process.ts';
import { findCommand } from './find-command.ts';

test.each([
  [['app', 'profiles', '--json'], true, ['profiles', '--json']],
  [['electron', '.', 'replicate', '--help'], false, ['replicate', '--help']],
  [['app', '--no-sandbox', 'plan'], true, ['plan']],
  [['app', '--version'], true, ['--version']],
  [['electron', '--no-sandbox', '.', 'images'], false, ['images']],
  [['app'], true, undefined],
  [['app', '--no-sandbox'], true, undefined],
  [['app', '--demo'], true, undefined],
  [['app', '--user-data-dir=/tmp/x', 'profiles'], true, undefined],
  [['electron', 'profiles'], false, undefined],
])('%j, packaged: %j, is the command %j', (argv, isPackaged, command) => {
  expect(findCommand(argv, isPackaged)).toEqual(command);
});

test('every command of the command line is found', async () => {
  const { stdout } = await runInProcess(['--help']);
  const [, list = ''] = stdout.split('Commands:');
  const names = [...list.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
  expect(names).toEqual(expect.arrayContaining(['profiles', 'export', 'execution']));
  expect(names.filter((name) => !findCommand(['app', name], true))).toEqual([]);
});
