import { expect, test } from 'vitest';
import { withoutArguments } from '../credentials/without-arguments.ts';
import { readCommandLine } from './command-line.ts';

test.each([
  ['/opt/bin/aws-vault exec prod', 'aws-vault'],
  ['"C:\\Program Files\\Keys\\keys.exe" --as me', 'keys.exe'],
  ["'/opt/my tools/keys' x", 'keys'],
  ['TOKEN=s3cr3t OTHER="a b" keys --json', 'keys'],
  ['', ''],
])('the program of %s is %s', (commandLine, program) => {
  expect(readCommandLine(commandLine).program).toBe(program);
});

test.each([
  ['keys --token s3cr3t', 'bad token s3cr3t', 'bad token …'],
  ['keys --token=s3cr3t', 'bad token s3cr3t', 'bad token …'],
  ['keys "two words" x', 'no two words in x', 'no … in x'],
  ['TOKEN=s3cr3t keys', 'TOKEN=s3cr3t: s3cr3t', '…: …'],
  ['keys', 'got AKIAIOSFODNN7EXAMPLE', 'got …'],
  ['keys', 'got wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'got …'],
])('what %s says of %j holds no secret', (commandLine, text, hidden) => {
  expect(withoutArguments(text, commandLine)).toBe(hidden);
});
