import { expect, test } from 'vitest';
import { readCommandLine, withoutArguments } from './command-line.ts';

test.each([
  ['/opt/bin/aws-vault exec prod', 'aws-vault'],
  ['"C:\\Program Files\\Keys\\keys.exe" --as me', 'keys.exe'],
  ["'/opt/my tools/keys' x", 'keys'],
  ['TOKEN=s3cr3t OTHER="a b" keys --json', 'keys'],
  ['', ''],
])('finds the program of %s: %s', (commandLine, program) => {
  expect(readCommandLine(commandLine).program).toBe(program);
});

test.each([
  ['keys --token s3cr3t', 'bad token s3cr3t', 'bad token …'],
  ['keys --token=s3cr3t', 'bad token s3cr3t', 'bad token …'],
  ['keys "two words" x', 'no two words in x', 'no … in x'],
  ['TOKEN=s3cr3t keys', 'TOKEN=s3cr3t: s3cr3t', '…: …'],
  ['keys', 'got AKIAIOSFODNN7EXAMPLE', 'got …'],
  ['keys', 'got wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'got …'],
])('removes the arguments of %s from %j', (commandLine, text, hidden) => {
  expect(withoutArguments(text, commandLine)).toBe(hidden);
});
