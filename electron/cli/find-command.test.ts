import { expect, test } from 'vitest';
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
