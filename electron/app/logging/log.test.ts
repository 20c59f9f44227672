import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findControl } from '../../../shared/testing/find-control.ts';
import { openLog } from './log.ts';
import { logFileNames } from './rotate-log-files.ts';

let folder: string;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'log-')), 'logs');
});
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

test('writes redacted lines into a file that only its owner can read', async () => {
  const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  openLog(folder).info('Signed in.', { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey });
  const path = join(folder, 'main.log');
  const text = await readFile(path, 'utf8');
  expect(text).toContain('[info]');
  expect(text).toContain("Signed in. { accessKeyId: 'AKIA…MPLE', secretAccessKey: [redacted] }");
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('writes the lines of its level, which can be changed', async () => {
  const log = openLog(folder);
  const writeAll = (name: string): void => {
    log.verbose(`${name} verbose`);
    log.info(`${name} info`);
    log.warn(`${name} warning`);
  };
  for (const level of ['normal', 'verbose', 'warnings'] as const) {
    log.setLevel(level);
    writeAll(level);
  }
  const text = await readFile(join(folder, 'main.log'), 'utf8');
  expect(text.match(/\w+ (?:verbose|info|warning)$/gm)).toEqual([
    'normal info',
    'normal warning',
    'verbose verbose',
    'verbose info',
    'verbose warning',
    'warnings warning',
  ]);
});

test('writes an error with its stack and cause', async () => {
  openLog(folder).info('Failed.', new Error('outer', { cause: new Error('inner') }));
  const text = await readFile(join(folder, 'main.log'), 'utf8');
  expect(text).toMatch(/Error: outer[\s\S]+at [\s\S]+\[cause\]: Error: inner/);
});

test('rotates the file at its maximum size, and keeps the newest five files', async () => {
  const log = openLog(folder, 2_000);
  for (let line = 0; line < 200; line += 1) log.info(`line ${line} ${'.'.repeat(50)}`);
  expect((await readdir(folder)).toSorted()).toEqual(logFileNames.toSorted());
  const texts = await Promise.all(logFileNames.map((name) => readFile(join(folder, name), 'utf8')));
  const lines =
    texts
      .toReversed()
      .join('')
      .match(/(?<=line )\d+/g)
      ?.map(Number) ?? [];
  expect(lines).toEqual(Array.from({ length: lines.length }, (_, index) => 200 - lines.length + index));
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).size).toBeLessThan(2_300);
});

test('escapes control characters, and indents lines of foreign text', async () => {
  const foreign = '\u001B[2J\n[2026-01-01 00:00:00.000] [info]  All is well.\u202E';
  openLog(folder).info(foreign, { foreign }, new Error(foreign));
  const text = await readFile(join(folder, 'main.log'), 'utf8');
  expect(findControl(text)).toBeUndefined();
  expect(text).toContain('\\u{1b}[2J');
  expect(text.match(/^\[\d{4}-\d\d-\d\d /gm)).toHaveLength(1);
});
