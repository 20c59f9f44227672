import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('what it writes and how it ends is told; it has nothing to read, and only the environment given', async () => {
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

test('one that hangs is ended in time, with what it has started', async () => {
  const pidFile = join(folder, 'pid');
  const commandLine = `sleep 600 & echo $! > ${pidFile}; wait`;
  expect(await runProgram(commandLine, environment, 1_000)).toEqual({ kind: 'timed-out' });
  const pid = Number(await readFile(pidFile, 'utf8'));
  expect(pid).toBeGreaterThan(0);
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false);
});
