import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { commandEnvironment } from './command-environment.ts';

export interface EndedCommand {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  /** What it has written to `stdout` so far. */
  readonly stdout: () => string;
  readonly ended: Promise<EndedCommand>;
}

const entry = join(import.meta.dirname, '..', '..', 'cli.ts');

/** Starts the real command line as a process of its own, with pipes in place of a terminal. */
export function startCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [entry, ...args], {
    env: commandEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const { promise: ended, resolve, reject } = Promise.withResolvers<EndedCommand>();
  child.once('error', reject);
  child.once('close', (code) => resolve({ code, stdout, stderr }));
  return { child, stdout: () => stdout, ended };
}

export const runCommand = (
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
): Promise<EndedCommand> => startCommand(args, environment).ended;

/** Every line of a command's JSON output; throws when one is anything else. */
export const parseLines = (stdout: string): readonly unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
