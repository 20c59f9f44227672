import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runInProcess } from '../../testing/cli/run-in-process.ts';
import { createManual } from './create-manual.ts';
import { environmentTexts } from './manual-texts.ts';

let manual: string;
/** Without the markup of roff. */
let text: string;
beforeAll(async () => {
  manual = await createManual('1.2.3');
  text = manual
    .replaceAll(/\\f[BIR]/g, '')
    .replaceAll(String.raw`\-`, '-')
    .replaceAll(String.raw`\(aq`, "'");
});

test('has the sections of a manual page', () => {
  expect(manual).toMatch(
    /^\.TH ECR\\-IMAGE\\-REPLICATOR 1 "" "ecr-image-replicator 1\.2\.3" "User Commands"\n/,
  );
  expect([...text.matchAll(/^\.SH "?([^"\n]+)"?$/gm)].map(([, name]) => name)).toEqual([
    'NAME',
    'SYNOPSIS',
    'DESCRIPTION',
    'COMMANDS',
    'OPTIONS',
    'EXIT STATUS',
    'ENVIRONMENT',
    'FILES',
    'EXAMPLES',
    'SEE ALSO',
  ]);
  expect(text).toContain('\necr-image-replicator replicate --source-profile build');
});

test('explains every command and every option of its help', async () => {
  const { stdout } = await runInProcess(['--help']);
  const [, list = ''] = stdout.split('Commands:');
  const commands = [...list.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
  expect(commands).toContain('replicate');
  for (const command of commands) {
    expect(text).toMatch(new RegExp(String.raw`^\.TP\n${command}\b`, 'm'));
    const help = await runInProcess(['help', command]);
    const options = [...help.stdout.matchAll(/^ {2,}(--[\w-]+)/gm)].map(([, option = '']) => option);
    for (const option of options)
      expect(text).toMatch(new RegExp(String.raw`^\.TP\n(?:.*, )?${option}\b`, 'm'));
  }
  expect(text.replaceAll('\n', ' ')).toContain('(choices: auto, registry, api)');
});

test('uses only these requests, and no line starts with one by accident', () => {
  const requests = new Set([...manual.matchAll(/^[.'](\w*)/gm)].map(([, name]) => name));
  expect(requests).toEqual(new Set(['PP', 'RE', 'RS', 'SH', 'SS', 'SY', 'TH', 'TP', 'YS', 'fi', 'nf']));
  // Of backslashes there are those of fonts, hyphens, apostrophes, and \e for itself.
  expect(manual.replaceAll(/\\(?:f[BIR]|-|\(aq|e|&)/g, '')).not.toContain('\\');
});

test('is accepted by mandoc and groff, where these are installed', () => {
  const lint = spawnSync('mandoc', ['-Tlint', '-Wwarning'], { input: manual, encoding: 'utf8' });
  // Without a date, two builds of the package are the same.
  const problems = lint.error ? [] : lint.stdout.split('\n').filter((line) => !/missing date|^$/.test(line));
  expect(problems).toEqual([]);
  const formatted = spawnSync('groff', ['-man', '-Tutf8', '-ww', '-z'], { input: manual, encoding: 'utf8' });
  expect(formatted.error ? '' : formatted.stderr).toBe('');
});

test('names variables that the documents or the sources name', async () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const files = [
    'docs/cli.md',
    'docs/network.md',
    'electron/cli/terminal/context.ts',
    'electron/engine/aws/profiles/environment-profile.ts',
    'electron/engine/aws/profiles/profile-files.ts',
  ];
  const texts = await Promise.all(files.map((name) => readFile(join(root, name), 'utf8')));
  const known = texts.join('\n');
  const names = environmentTexts.flatMap(([list]) => list.split(', '));
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
});
