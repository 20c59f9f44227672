import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runInProcess } from '../testing/cli/run-in-process.ts';

let document: string;
/** Every option by command, as its help lists them. */
const defined = new Map<string, readonly string[]>();

beforeAll(async () => {
  document = await readFile(join(import.meta.dirname, '../../docs/cli.md'), 'utf8');
  const { stdout } = await runInProcess(['--help']);
  const [, list = ''] = stdout.split('Commands:');
  for (const [, name = ''] of list.matchAll(/^ {2}([a-z]+) /gm)) {
    const help = await runInProcess(['help', name]);
    defined.set(name, [...help.stdout.matchAll(/(?<=^ {2,}(?:-\w, |--[\w-]+, )?)--[\w-]+/gm)].flat());
  }
});

test('docs/cli.md lists the commands that there are', () => {
  const [, table = ''] = /\n(\| command[^]*?)\n\n/.exec(document) ?? [];
  const documented = [...table.matchAll(/^\| `([a-z]+)`/gm)].map(([, name = '']) => name);
  expect(documented).toEqual([...defined.keys()].filter((name) => name !== 'help'));
});

test('docs/cli.md explains the options that there are', () => {
  const documented = new Set([...document.matchAll(/--[a-z][\w-]+/g)].flat());
  const options = new Set([...defined.values()].flat());
  expect(options).toContain('--create-repository');
  expect([...options].filter((option) => !documented.has(option))).toEqual([]);
  expect([...documented].filter((option) => !options.has(option))).toEqual([]);
});
