import { z } from 'zod';
import type { ErrorData } from '../../../../shared/result.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { readCommandLine } from '../profiles/command-line.ts';
import type { Environment } from '../profiles/profile-files.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { withoutArguments } from './without-arguments.ts';
import type { ProgramResult } from './run-program.ts';
import { runProgram } from './run-program.ts';

/** Milliseconds: it may be showing a window that somebody has to answer. */
export const processTimeout = 60_000;

/** What a `credential_process` is to print (AWS SDKs and Tools Reference Guide, process credential provider). */
const printed = z.object({
  Version: z.unknown(),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: z.string().optional(),
  Expiration: z.string().optional(),
  AccountId: z.string().optional(),
});

export interface ProcessRequest {
  readonly command: string;
  readonly accountId: string | undefined;
  readonly environment: Environment;
  /** Milliseconds after which it is ended. */
  readonly timeout: number;
  /** The error's next step, where the profile is to be mended. */
  readonly mend: Pick<ErrorData, 'action' | 'profile' | 'place'>;
}

const isNotFound = ({ code, stderr }: Extract<ProgramResult, { kind: 'ended' }>): boolean =>
  code === 127 || code === 9009 || /command not found|is not recognized as an internal/i.test(stderr);

/** @throws EngineError `profile-unusable`, which names the program but never its arguments. */
function readOutput(result: ProgramResult, { command, accountId, mend }: ProcessRequest): AwsCredentials {
  const { program } = readCommandLine(command);
  const fail = (what: string, more: Partial<ErrorData> = {}): EngineError =>
    new EngineError({
      code: 'profile-unusable',
      message: `${program}, which profile ${mend.profile} gets its credentials from, ${what}`,
      retryable: false,
      ...mend,
      ...more,
    });

  if (result.kind === 'timed-out')
    throw fail('did not answer in a minute. Look whether it waits for something; then try again.', {
      action: 'retry',
    });
  if (result.kind === 'not-started')
    throw fail('could not be started. Check its path.', { detail: withoutArguments(result.reason, command) });
  if (isNotFound(result))
    throw fail('was not found. Write its whole path in the profile, or reload the PATH of your shell.', {
      action: 'reload-shell-environment',
    });
  if (result.code !== 0) {
    const detail = withoutArguments(result.stderr.trim(), command);
    throw fail(`failed (exit code ${result.code}).`, { action: 'retry', ...(detail && { detail }) });
  }

  let json: unknown;
  try {
    json = JSON.parse(result.stdout);
  } catch {
    throw fail('did not print JSON.');
  }
  const { success, data } = printed.safeParse(json);
  if (!success) throw fail('printed no AccessKeyId and SecretAccessKey.');
  if (data.Version !== 1) throw fail('did not print "Version": 1.');
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
