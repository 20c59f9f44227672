import type { ErrorData } from '../../../shared/models/result.ts';
import type { AwsAccess } from '../../engine/aws/clients/aws-access.ts';
import { hasCode } from '../../engine/errors/engine-error.ts';
import type { CliContext } from '../terminal/context.ts';
import { unlessInterrupted } from '../terminal/interruption.ts';

/** Attempts in a row; AWS accepts a new code every 30 seconds. */
const maxAttempts = 3;

export type CodeContext = Pick<CliContext, 'ask' | 'stderr'>;

/** Asks for the MFA code that an error requires until AWS accepts it. @throws EngineError after too many wrong codes. */
export async function giveCode(
  access: AwsAccess,
  { message, profile = '' }: ErrorData,
  ask: (question: string) => Promise<string>,
  { stderr }: CodeContext,
): Promise<void> {
  stderr.write(`${message}\n`);
  for (let attempt = 1; ; attempt += 1) {
    const code = (await ask('MFA code: ')).trim();
    if (!/^\d{6}$/.test(code)) {
      stderr.write('An MFA code is 6 digits.\n');
      continue;
    }
    try {
      await access.answerMfa(profile, code);
      return;
    } catch (error) {
      if (!hasCode(error, 'mfa-rejected') || attempt === maxAttempts) throw error;
      stderr.write(`${error.data.message}\n`);
    }
  }
}

async function runWithCodes<T>(access: AwsAccess, context: CodeContext, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!context.ask || !hasCode(error, 'mfa-needed')) throw error;
      await giveCode(access, error.data, context.ask, context);
    }
  }
}

/**
 * Runs work that changes nothing, and asks for the MFA codes that it requires; in a script the work fails instead.
 *
 * @throws AbortError as soon as the command is interrupted.
 */
export const withMfaCodes = <T>(
  access: AwsAccess,
  context: CodeContext & Pick<CliContext, 'signal'>,
  work: () => Promise<T>,
): Promise<T> => unlessInterrupted(context.signal, runWithCodes(access, context, work));
