import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { nodeArguments } from './node-arguments.ts';

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

/** What a command may know of this machine: where programs are, and the AWS files that the test made. */
const carriedOver = [
  'PATH',
  'SYSTEMROOT',
  'TMPDIR',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'NODE_COMPILE_CACHE',
];

function cleanEnvironment(): Record<string, string> {
  const values = carriedOver.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    AWS_EC2_METADATA_DISABLED: 'true',
    // Nothing is there: what accounts the person at this machine protects is no matter of a test.
    ECR_IMAGE_REPLICATOR_USER_DATA: join(import.meta.dirname, 'no-user-data'),
    ...Object.fromEntries(values),
  };
}

/** Starts the real command line as a process of its own, with pipes in place of a terminal. */
export function startCommand(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): RunningCommand {
  const child = spawn(process.execPath, [...nodeArguments, ...args], {
    env: { ...cleanEnvironment(), ...environment },
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
