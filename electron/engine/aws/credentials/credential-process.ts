import type { ErrorData } from '../../../../shared/models/result.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { readCommandLine, withoutArguments } from '../profiles/command-line.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import { readProcessOutput } from './process-output.ts';
import type { ProgramResult } from '../sign-in/run-program.ts';
import { runProgram } from '../sign-in/run-program.ts';

/** In milliseconds; long enough for a user to answer a window that the program opens. */
export const processTimeout = 60_000;

/** The `credential_process` of a profile. `accountId` is the account of output that has no `AccountId`. */
export interface ProcessRequest {
  readonly command: string;
  readonly accountId: string | undefined;
  readonly environment: Environment;
  /** Milliseconds after which the program is ended. */
  readonly timeout: number;
  /** The recovery action of an error that a change of the profile fixes. */
  readonly fix: Pick<ErrorData, 'action' | 'profile' | 'place'>;
}

/** 127 is the exit code of a POSIX shell for an unknown command, 9009 the one of `cmd.exe`. */
const isNotFound = ({ code, stderr }: Extract<ProgramResult, { kind: 'ended' }>): boolean =>
  code === 127 || code === 9009 || /command not found|is not recognized as an internal/i.test(stderr);

/** @throws EngineError `profile-unusable`, which names the program but never its arguments. */
function readResult(result: ProgramResult, { command, accountId, fix }: ProcessRequest): AwsCredentials {
  const { program } = readCommandLine(command);
  const fail = (problem: string, more: Partial<ErrorData> = {}): EngineError =>
    new EngineError({
      code: 'profile-unusable',
      message: `The credential_process of profile ${fix.profile}, ${program}, ${problem}`,
      retryable: false,
      ...fix,
      ...more,
    });

  const detailFrom = (stderr: string): Partial<ErrorData> => {
    const detail = withoutArguments(stderr.trim(), command);
    return detail === '' ? {} : { detail };
  };

  if (result.kind === 'timed-out')
    throw fail('did not end within a minute. Check whether it waits for your input, then try again.', {
      action: 'retry',
      ...detailFrom(result.stderr),
    });
  if (result.kind === 'too-much-output')
    throw fail('was ended because it printed more than 1 MB. Change it to print only its credentials.');
  if (result.kind === 'not-started')
    throw fail('cannot be started. Check its path.', { detail: withoutArguments(result.reason, command) });
  if (isNotFound(result))
    throw fail('was not found. Write its full path in the profile, or reload the PATH of your shell.', {
      action: 'reload-shell-environment',
    });
  if (result.code !== 0)
    throw fail(`failed (exit code ${result.code}).`, { action: 'retry', ...detailFrom(result.stderr) });

  const output = readProcessOutput(result.stdout);
  if (output.kind === 'problem') throw fail(output.problem);
  const { credentials: data } = output;
  const expiration = data.Expiration === undefined ? undefined : new Date(data.Expiration);
  if (expiration && Number.isNaN(expiration.getTime()))
    throw fail('printed an Expiration that is not a date and time.');
  if (expiration && expiration.getTime() <= Date.now())
    throw fail('printed expired credentials. Sign in with it, then try again.', {
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

/**
 * Runs the program of a `credential_process` and reads the credentials that it prints (AWS SDKs and Tools Reference
 * Guide, "Process credential provider").
 *
 * @throws EngineError `profile-unusable`, or `credentials-expired` when the printed credentials have expired.
 */
export async function runCredentialProcess(request: ProcessRequest): Promise<AwsCredentials> {
  return readResult(await runProgram(request.command, request.environment, request.timeout), request);
}
