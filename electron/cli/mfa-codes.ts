import type { ErrorData } from '../../shared/models/result.ts';
import type { AwsAccess } from '../engine/aws/clients/aws-access.ts';
import { hasCode } from '../engine/errors/engine-error.ts';
import type { CliContext } from './context.ts';

/** Wrong codes that are forgiven in a row; AWS takes a new one every half minute. */
const maxAttempts = 3;

export type CodeContext = Pick<CliContext, 'ask' | 'stderr'>;

/** Asks for the code that an error wants until AWS takes it. @throws EngineError when it takes none of them. */
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

/** Does the work, asking for the MFA codes that it turns out to need; where nobody can be asked, it fails for them. */
export async function withMfaCodes<T>(
  access: AwsAccess,
  context: CodeContext,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!context.ask || !hasCode(error, 'mfa-needed')) throw error;
      await giveCode(access, error.data, context.ask, context);
    }
  }
}
