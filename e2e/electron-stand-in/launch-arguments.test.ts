import { expect, test } from 'vitest';
import { parseLaunchArguments } from './launch-arguments.ts';

test('parses the command line of Playwright', () => {
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

test('has no options in a plain start', () => {
  expect(parseLaunchArguments(['.'])).toEqual({
    preloads: [],
    inspect: false,
    debuggingPort: false,
    chromiumSwitches: [],
    app: '.',
  });
});

test('finds no app where there are switches alone', () => {
  expect(parseLaunchArguments(['--no-sandbox']).app).toBeUndefined();
});
