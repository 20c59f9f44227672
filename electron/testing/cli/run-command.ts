import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createCommandEnvironment } from './command-environment.ts';
import { nodeArguments } from './node-arguments.ts';

export interface EndedCommand {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  /** The output on `stdout` so far. */
  readonly stdout: () => string;
  readonly ended: Promise<EndedCommand>;
}

/** Starts the command line as a child process, with pipes instead of a terminal. */
export function startCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [...nodeArguments, ...args], {
    env: createCommandEnvironment(environment),
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

/** Parses every line of a command's JSON output. @throws SyntaxError for a line that is not JSON. */
export const parseLines = (stdout: string): readonly unknown[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
