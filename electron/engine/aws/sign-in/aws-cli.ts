import { spawn } from 'node:child_process';
import { killTree } from './run-program.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** `login` opens the browser by itself. */
export interface AwsCliCommand {
  readonly name: 'login' | 'logout';
  readonly profile: string;
  readonly region: string | undefined;
}

const argumentsOf = ({ name, profile, region }: AwsCliCommand): readonly string[] => [
  name,
  '--profile',
  profile,
  ...(region === undefined ? [] : ['--region', region]),
];

const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** The command as a person would type it. */
export const commandLine = (command: AwsCliCommand): string =>
  ['aws', ...argumentsOf(command)].map(shellWord).join(' ');

/** The AWS CLI exits with it when it does not understand its command line (AWS CLI return codes). */
const usageError = 252;

/** As much of what it says as is kept, in characters. */
const keptOutput = 2_000;

/** The end of a text, from a whole word on: what is left of a secret that was cut could not be recognized. */
const endOf = (text: string): string =>
  text.length <= keptOutput ? text : text.slice(-keptOutput).replace(/^\S*/, '…');

/** What it says last, without the addresses that it may have printed: they can hold what signs in. */
const lastLine = (output: string): string =>
  (output.trim().split('\n').at(-1) ?? '').replaceAll(/\bhttps?:\/\/\S+/g, '…').slice(0, 300);

const failed = (command: AwsCliCommand, message: string, detail: string): EngineError =>
  new EngineError({
    code: 'sign-in-needed',
    message,
    retryable: false,
    action: 'sign-in',
    profile: command.profile,
    detail,
  });

function notStarted(command: AwsCliCommand, error: unknown): EngineError {
  const { code, name } = readAwsError(error);
  const run = commandLine(command);
  if (code !== 'ENOENT')
    return failed(
      command,
      `The AWS CLI could not be started. Try again, or run this yourself: ${run}`,
      code ?? name,
    );
  return new EngineError({
    code: 'sign-in-needed',
    message: `The AWS CLI was not found on this computer. Install it, or run this where it is: ${run}`,
    retryable: false,
    action: 'reload-shell-environment',
    profile: command.profile,
  });
}

function whyItFailed(command: AwsCliCommand, code: number | null, output: string): EngineError {
  const detail = `aws ${command.name}: exit code ${code ?? 'none'} · ${lastLine(output)}`;
  return code === usageError
    ? failed(command, `This AWS CLI does not know "aws ${command.name}". Update it, then try again.`, detail)
    : failed(command, `"${commandLine(command)}" did not succeed. Try again.`, detail);
}

/**
 * Runs one command of the AWS CLI, found by the environment's PATH, without a shell. Resolves when it has succeeded.
 *
 * @throws EngineError that says what to do when it is not there or fails; the signal's reason once it was ended.
 */
export async function runAwsCli(
  command: AwsCliCommand,
  environment: Environment,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const child = spawn('aws', argumentsOf(command), {
    env: { ...environment },
    shell: false,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own, so that it can be ended as a whole.
    detached: process.platform !== 'win32',
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = endOf(output + text);
  });
  const onAbort = (): void => {
    if (child.pid !== undefined) killTree(child.pid);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    signal.throwIfAborted();
    if (code !== 0) throw whyItFailed(command, code, output);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof EngineError ? error : notStarted(command, error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
