import { spawn } from 'node:child_process';
import { quoteForShell } from '../../../../shared/text/command-line.ts';
import { killTree } from './run-program.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** A command of the AWS CLI (version 2). `login` opens the browser. */
export interface AwsCliCommand {
  readonly name: 'login' | 'logout';
  readonly profile: string;
  readonly region: string | undefined;
}

const listArguments = ({ name, profile, region }: AwsCliCommand): readonly string[] => [
  name,
  '--profile',
  profile,
  ...(region === undefined ? [] : ['--region', region]),
];

/** The command in the form for a shell. */
export const formatCommand = (command: AwsCliCommand): string =>
  ['aws', ...listArguments(command)].map(quoteForShell).join(' ');

/** Exit code for an invalid command line (AWS CLI User Guide, "Command line return codes"). */
const usageErrorCode = 252;

/** Characters of the output that are stored. */
const maxOutput = 2_000;

/** The end of a text, beginning with a whole word: redaction does not recognize a truncated secret. */
const truncateStart = (text: string): string =>
  text.length <= maxOutput ? text : text.slice(-maxOutput).replace(/^\S*/, '…');

/** The last line of the output without URLs, which can contain credentials of the sign-in. */
const readLastLine = (output: string): string =>
  (output.trim().split('\n').at(-1) ?? '').replaceAll(/\bhttps?:\/\/\S+/g, '…').slice(0, 300);

const createError = (command: AwsCliCommand, message: string, detail: string): EngineError =>
  new EngineError({
    code: 'sign-in-needed',
    message,
    retryable: false,
    action: 'sign-in',
    profile: command.profile,
    detail,
  });

function describeStartError(command: AwsCliCommand, error: unknown): EngineError {
  const { code, name } = readAwsError(error);
  const line = formatCommand(command);
  if (code !== 'ENOENT')
    return createError(
      command,
      `The AWS CLI cannot be started. Try again, or run this command in a terminal: ${line}`,
      code ?? name,
    );
  return new EngineError({
    code: 'sign-in-needed',
    message: `The AWS CLI was not found on this computer. Install it, or run this command where it is installed: ${line}`,
    retryable: false,
    action: 'reload-shell-environment',
    profile: command.profile,
  });
}

function describeExit(command: AwsCliCommand, code: number | null, output: string): EngineError {
  const detail = `aws ${command.name}: exit code ${code ?? 'none'} · ${readLastLine(output)}`;
  const message =
    code === usageErrorCode
      ? `The installed AWS CLI does not support "aws ${command.name}". Update it, then try again.`
      : `"${formatCommand(command)}" failed. Try again.`;
  return createError(command, message, detail);
}

/**
 * Runs a command of the AWS CLI, which is found by the environment's PATH, without a shell. Resolves when it succeeds.
 *
 * @throws EngineError with the next step when the CLI is not installed or fails; the signal's reason after an abort.
 */
export async function runAwsCli(
  command: AwsCliCommand,
  environment: Environment,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const child = spawn('aws', listArguments(command), {
    env: { ...environment },
    shell: false,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own, so that its child processes can be ended too.
    detached: process.platform !== 'win32',
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = truncateStart(output + text);
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
    if (code !== 0) throw describeExit(command, code, output);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof EngineError ? error : describeStartError(command, error);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
