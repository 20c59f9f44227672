import type { ErrorData, FilePlace } from '../../../../shared/result.ts';
import type { AwsError } from '../../errors/aws-error.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { describeAwsError } from '../../errors/describe-aws-error.ts';
import { detailOf, fixProfile } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';

/** A call to STS by which one hop of a chain gets its credentials. */
export interface StsContext {
  /** The profile whose credentials were asked for. */
  readonly link: string;
  readonly linkPlace: FilePlace | undefined;
  /** The profile whose credentials asked. */
  readonly signer: string;
  readonly region: string;
  readonly operation: 'AssumeRole' | 'GetSessionToken' | 'AssumeRoleWithWebIdentity';
}

/** What STS says of the token that it is given in the place of a signature. */
const tokenFaults: ReadonlySet<string> = new Set([
  'InvalidIdentityTokenException',
  'IDPRejectedClaimException',
  'ExpiredTokenException',
]);

function describeOwn(
  { name, message }: AwsError,
  { link, linkPlace, operation }: StsContext,
): ErrorData | undefined {
  if (message.includes('MultiFactorAuthentication failed')) {
    const isCode = message.includes('one time pass code');
    return {
      code: 'mfa-rejected',
      message: isCode
        ? `AWS did not take the code for profile ${link}. Each code works once: wait for the next one and enter it.`
        : `AWS does not know the MFA device of profile ${link}. Check its mfa_serial.`,
      retryable: false,
      ...(isCode ? { action: 'enter-code', profile: link } : fixProfile({ profile: link, place: linkPlace })),
    };
  }
  const fix = (sentence: string): ErrorData => ({
    code: 'profile-unusable',
    message: sentence,
    retryable: false,
    ...fixProfile({ profile: link, place: linkPlace }),
  });
  if (name === 'ValidationError' && /DurationSeconds/i.test(message))
    return fix(`AWS does not give the role of profile ${link} for so long. Lower its duration_seconds.`);
  if (name === 'ValidationError') return fix(`AWS does not take the values of profile ${link}: ${message}`);
  if (operation === 'AssumeRoleWithWebIdentity' && tokenFaults.has(name))
    return fix(`AWS does not take the web identity token of profile ${link}. Have a new one written.`);
  return undefined;
}

/** Whatever STS answered, as the engine's error: whose credentials it concerns, and what to do. */
export function describeStsError(thrown: unknown, context: StsContext): EngineError {
  const error = readAwsError(thrown);
  const { operation, signer: profile, region, link, linkPlace } = context;
  const own = describeOwn(error, context);
  if (own) return new EngineError({ ...own, detail: detailOf(error, operation) }, thrown);
  const place = link === profile ? linkPlace : undefined;
  const described = describeAwsError(error, { profile, place, region, operation, service: 'STS' });
  return new EngineError(described, thrown);
}
