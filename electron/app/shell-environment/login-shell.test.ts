import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openLoginShell } from './login-shell.ts';
import { readShellOutput } from './shell-output.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'login-shell-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const path = process.env['PATH'] ?? '';

/** The shells of this computer that the app supports. */
const shells = ['bash', 'zsh', 'fish', 'dash'].flatMap((name) => {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
  return found === undefined ? [] : [found];
});

/** Writes commands into the start file of the shell. */
async function writeStartFile(shell: string, lines: readonly string[]): Promise<void> {
  const name = basename(shell);
  const folder = join(home, name === 'fish' ? '.config/fish' : '.');
  const file = { bash: '.bash_profile', zsh: '.zshrc', fish: 'config.fish', dash: '.profile' }[name] ?? '';
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, file), `${lines.join('\n')}\n`);
}

const environmentOf = (shell: string): Record<string, string | undefined> => ({
  HOME: home,
  PATH: path,
  SHELL: shell,
  XDG_CONFIG_HOME: join(home, '.config'),
});

const bash = shells.find((shell) => basename(shell) === 'bash') ?? '/bin/bash';

test('bash is installed', () => {
  expect(shells.map((shell) => basename(shell))).toContain('bash');
});

describe.each(shells)('%s', (shell) => {
  const set = (name: string, value: string): string =>
    basename(shell) === 'fish' ? `set -gx ${name} '${value}'` : `export ${name}='${value}'`;

  test('imports PATH, AWS settings, proxies and certificates, and no key', async () => {
    await writeStartFile(shell, [
      'echo "Welcome, it is a fine day"',
      set('PATH', `/opt/company/bin:${path}`),
      set('AWS_CONFIG_FILE', '/company/aws config'),
      set('AWS_PROFILE', 'two\nlines'),
      set('AWS_SECRET_ACCESS_KEY', 'not-imported'),
      set('https_proxy', 'http://ana:secret@proxy.corp:3128'),
      set('NODE_EXTRA_CA_CERTS', '/company/ca.pem'),
      set('EDITOR', 'vi'),
    ]);
    const environment = environmentOf(shell);

    const state = await openLoginShell({ environment, isNeeded: true }).state();

    expect(state).toEqual({
      kind: 'loaded',
      shell,
      names: ['AWS_CONFIG_FILE', 'AWS_PROFILE', 'NODE_EXTRA_CA_CERTS', 'PATH', 'https_proxy'],
    });
    expect(environment).toMatchObject({
      PATH: `/opt/company/bin:${path}`,
      AWS_CONFIG_FILE: '/company/aws config',
      AWS_PROFILE: 'two\nlines',
      https_proxy: 'http://ana:secret@proxy.corp:3128',
    });
    expect(environment).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
    expect(environment).not.toHaveProperty('EDITOR');
  });

  test('is run again by a reload, which restores variables that it no longer sets', async () => {
    // The start files of the system may change PATH.
    const samePath = set('PATH', path);
    await writeStartFile(shell, [samePath, set('AWS_CONFIG_FILE', '/first'), set('NO_PROXY', '.internal')]);
    const environment = { ...environmentOf(shell), NO_PROXY: 'localhost' };
    const loginShell = openLoginShell({ environment, isNeeded: true });
    await loginShell.state();
    expect(environment).toMatchObject({ AWS_CONFIG_FILE: '/first', NO_PROXY: '.internal' });

    await writeStartFile(shell, [samePath, set('AWS_REGION', 'eu-west-1')]);
    const state = await loginShell.reload();

    expect(state).toEqual({ kind: 'loaded', shell, names: ['AWS_REGION'] });
    expect(environment).toEqual({
      ...environmentOf(shell),
      NO_PROXY: 'localhost',
      AWS_REGION: 'eu-west-1',
    });
  });
});

test('stops a shell that does not answer, with its child processes', async () => {
  const pidFile = join(home, 'pid');
  await writeStartFile(bash, [`sleep 1000 & echo $! > ${pidFile}`, 'wait']);
  const environment = environmentOf(bash);

  const state = await openLoginShell({ environment, isNeeded: true, limit: 1_500 }).state();

  expect(state).toEqual({ kind: 'failed', shell: bash, problem: 'It did not answer within 1.5 seconds.' });
  expect(environment).toEqual(environmentOf(bash));
  const pid = Number(await readFile(pidFile, 'utf8'));
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('gives no input to a shell that waits for it', async () => {
  await writeStartFile(bash, ['read -p "Update now? " answer', 'export AWS_REGION=eu-west-1']);
  const environment = environmentOf(bash);
  expect(await openLoginShell({ environment, isNeeded: true }).state()).toMatchObject({ kind: 'loaded' });
  expect(environment['AWS_REGION']).toBe('eu-west-1');
});

test('reads the answer of a shell with a background process', async () => {
  const pidFile = join(home, 'pid');
  await writeStartFile(bash, [`sleep 1000 & echo $! > ${pidFile}`]);
  const state = await openLoginShell({ environment: environmentOf(bash), isNeeded: true }).state();
  expect(state.kind).toBe('loaded');
  const pid = Number(await readFile(pidFile, 'utf8'));
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test.each([
  ['exits early', '#!/bin/sh\nexit 3\n', 'It ended with code 3 before it answered.'],
  [
    'prints too much output',
    '#!/bin/sh\nyes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n',
    'It printed too much output.',
  ],
])('fails when the shell %s', async (_what, script, problem) => {
  const shell = join(home, 'shell');
  await writeFile(shell, script);
  await chmod(shell, 0o755);
  expect(await openLoginShell({ environment: environmentOf(shell), isNeeded: true }).state()).toEqual({
    kind: 'failed',
    shell,
    problem,
  });
});

test('fails when the shell does not exist', async () => {
  const shell = join(home, 'no-such-shell');
  expect(await openLoginShell({ environment: environmentOf(shell), isNeeded: true }).state()).toMatchObject({
    kind: 'failed',
    problem: expect.stringContaining('It cannot be started'),
  });
});

test('runs no shell where the environment is complete', async () => {
  const environment = environmentOf(join(home, 'no-such-shell'));
  const loginShell = openLoginShell({ environment, isNeeded: false });
  expect(await loginShell.state()).toEqual({ kind: 'not-needed' });
  expect(await loginShell.reload()).toEqual({ kind: 'not-needed' });
});

test('only a packaged app without a terminal counts as started from the desktop', () => {
  const module = join(import.meta.dirname, 'login-shell.ts');
  const script = `import { isStartedFromDesktop } from ${JSON.stringify(module)}; console.log(isStartedFromDesktop(true), isStartedFromDesktop(false));`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  expect(stdout).toBe('true false\n');
});

test('reads the output of env without -0 by lines', () => {
  const output = 'banner<m>AWS_REGION=eu-west-1\nTEXT=first\nsecond line\nA=b=c\n<m>$ ';
  expect(readShellOutput(output, '<m>')).toEqual(
    new Map([
      ['AWS_REGION', 'eu-west-1'],
      ['TEXT', 'first'],
      ['A', 'b=c'],
    ]),
  );
  expect(readShellOutput(output.slice(0, -7), '<m>')).toBeUndefined();
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
