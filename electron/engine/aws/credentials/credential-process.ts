import type { ErrorData } from '../../../../shared/result.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { readCommandLine } from '../profiles/command-line.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { readProcessOutput } from './process-output.ts';
import { withoutArguments } from './without-arguments.ts';
import type { ProgramResult } from './run-program.ts';
import { runProgram } from './run-program.ts';

/** Milliseconds: it may be showing a window that somebody has to answer. */
export const processTimeout = 60_000;

export interface ProcessRequest {
  readonly command: string;
  readonly accountId: string | undefined;
  readonly environment: Environment;
  /** Milliseconds after which it is ended. */
  readonly timeout: number;
  /** The error's next step, where the profile is to be mended. */
  readonly fix: Pick<ErrorData, 'action' | 'profile' | 'place'>;
}

const isNotFound = ({ code, stderr }: Extract<ProgramResult, { kind: 'ended' }>): boolean =>
  code === 127 || code === 9009 || /command not found|is not recognized as an internal/i.test(stderr);

/** @throws EngineError `profile-unusable`, which names the program but never its arguments. */
function readOutput(result: ProgramResult, { command, accountId, fix }: ProcessRequest): AwsCredentials {
  const { program } = readCommandLine(command);
  const fail = (what: string, more: Partial<ErrorData> = {}): EngineError =>
    new EngineError({
      code: 'profile-unusable',
      message: `${program}, which profile ${fix.profile} gets its credentials from, ${what}`,
      retryable: false,
      ...fix,
      ...more,
    });

  const lastWords = (stderr: string): Partial<ErrorData> => {
    const detail = withoutArguments(stderr.trim(), command);
    return detail === '' ? {} : { detail };
  };

  if (result.kind === 'timed-out')
    throw fail('did not answer in a minute. Look whether it waits for something; then try again.', {
      action: 'retry',
      ...lastWords(result.stderr),
    });
  if (result.kind === 'too-much-output')
    throw fail('printed more than 1 MB, so that it was ended. It has to print its credentials alone.');
  if (result.kind === 'not-started')
    throw fail('could not be started. Check its path.', { detail: withoutArguments(result.reason, command) });
  if (isNotFound(result))
    throw fail('was not found. Write its whole path in the profile, or reload the PATH of your shell.', {
      action: 'reload-shell-environment',
    });
  if (result.code !== 0)
    throw fail(`failed (exit code ${result.code}).`, { action: 'retry', ...lastWords(result.stderr) });

  const output = readProcessOutput(result.stdout);
  if (output.kind === 'problem') throw fail(output.problem);
  const { credentials: data } = output;
  const expiration = data.Expiration === undefined ? undefined : new Date(data.Expiration);
  if (expiration && Number.isNaN(expiration.getTime())) throw fail('printed an Expiration that is no time.');
  if (expiration && expiration.getTime() <= Date.now())
    throw fail('printed credentials that have expired. Sign in with it, then try again.', {
      code: 'credentials-expired',
      action: 'retry',
    });
  const account = data.AccountId ?? accountId;
  return {
    accessKeyId: data.AccessKeyId,
    secretAccessKey: data.SecretAccessKey,
    ...(data.SessionToken !== undefined && { sessionToken: data.SessionToken }),
    ...(expiration && { expiration }),
    ...(account !== undefined && { accountId: account }),
  };
}

/** Runs the program of a `credential_process` and reads what it prints. */
export async function runCredentialProcess(request: ProcessRequest): Promise<AwsCredentials> {
  return readOutput(await runProgram(request.command, request.environment, request.timeout), request);
}
