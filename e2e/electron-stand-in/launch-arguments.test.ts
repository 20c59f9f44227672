import { expect, test } from 'vitest';
import { parseLaunchArguments } from './launch-arguments.ts';

test('takes Playwright’s command line apart', () => {
  const argv = [
    '-r',
    '/loader.js',
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '/app',
    '--demo',
    '-r',
  ];
  expect(parseLaunchArguments(argv)).toEqual({
    preloads: ['/loader.js'],
    inspect: true,
    debuggingPort: true,
    chromiumSwitches: ['--no-sandbox'],
    app: '/app',
  });
});

test('a plain start asks for nothing', () => {
  expect(parseLaunchArguments(['.'])).toEqual({
    preloads: [],
    inspect: false,
    debuggingPort: false,
    chromiumSwitches: [],
    app: '.',
  });
});

test('names what is missing', () => {
  expect(() => parseLaunchArguments(['--no-sandbox'])).toThrow('No app to start');
});
