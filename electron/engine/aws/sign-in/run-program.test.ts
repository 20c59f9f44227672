import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from './run-program.ts';

const environment = { PATH: process.env['PATH'] };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-program-'));
});
afterEach(() => rm(folder, { recursive: true }));

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('returns output and exit code of a program without input and with only the given environment', async () => {
  process.env['NOT_FOR_PROGRAMS'] = 'x';
  const commandLine = 'cat; echo "out $NOT_FOR_PROGRAMS$GIVEN"; echo err >&2; exit 3';
  expect(await runProgram(commandLine, { ...environment, GIVEN: 'given' }, 10_000)).toEqual({
    kind: 'ended',
    code: 3,
    stdout: 'out given\n',
    stderr: 'err\n',
  });
  delete process.env['NOT_FOR_PROGRAMS'];
});

test('ends a program at the time limit, with the processes that it has started', async () => {
  const pidFile = join(folder, 'pid');
  const commandLine = `sleep 600 & echo $! > ${pidFile}; wait`;
  expect(await runProgram(commandLine, environment, 1_000)).toMatchObject({ kind: 'timed-out' });
  const pid = Number(await readFile(pidFile, 'utf8'));
  expect(pid).toBeGreaterThan(0);
  await expect.poll(() => isAlive(pid)).toBe(false);
});

test('reads error output without limit and keeps its end', async () => {
  const commandLine = 'head -c 3000000 /dev/zero | tr "\\0" x >&2; echo " the reason" >&2; echo done; exit 4';
  expect(await runProgram(commandLine, environment, 20_000)).toEqual({
    kind: 'ended',
    code: 4,
    stdout: 'done\n',
    stderr: 'the reason\n',
  });
});

test('ends a program that prints too much', async () => {
  expect(await runProgram('yes', environment, 20_000)).toEqual({ kind: 'too-much-output' });
});

test('does not wait for a background process that keeps the output open', async () => {
  const pidFile = join(folder, 'pid');
  const commandLine = `sleep 600 & echo $! > ${pidFile}; echo printed`;
  expect(await runProgram(commandLine, environment, 20_000)).toEqual({
    kind: 'ended',
    code: 0,
    stdout: 'printed\n',
    stderr: '',
  });
  process.kill(Number(await readFile(pidFile, 'utf8')), 'SIGKILL');
});

test('ends a running program when this process ends, as after Ctrl-C', async () => {
  const pidFile = join(folder, 'pid');
  const commandLine = `sleep 600 & echo $! > ${pidFile}; echo started >&2; wait`;
  const script = `
    const { runProgram } = await import(${JSON.stringify(join(import.meta.dirname, 'run-program.ts'))});
    const { existsSync, readFileSync, watch } = await import('node:fs');
    const file = ${JSON.stringify(pidFile)};
    const end = () => existsSync(file) && readFileSync(file, 'utf8').endsWith('\\n') && process.exit(3);
    watch(${JSON.stringify(folder)}, () => setImmediate(end));
    await runProgram(${JSON.stringify(commandLine)}, process.env, 60_000);
  `;
  const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  await expect(ended).rejects.toMatchObject({ code: 3 });
  await expect.poll(async () => isAlive(Number(await readFile(pidFile, 'utf8')))).toBe(false);
});
