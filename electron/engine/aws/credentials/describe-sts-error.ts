import type { ErrorData, FilePlace } from '../../../../shared/models/result.ts';
import type { AwsError } from '../../errors/aws-error.ts';
import { readAwsError } from '../../errors/aws-error.ts';
import { describeAwsError } from '../../errors/describe-aws-error.ts';
import { getDetail, fixProfile } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';

/** A call to STS by which one link of a chain gets its credentials. */
export interface StsContext {
  /** The profile that needs the credentials. */
  readonly link: string;
  readonly linkPlace: FilePlace | undefined;
  /** The profile whose credentials sign the call. */
  readonly signer: string;
  readonly region: string;
  readonly operation: 'AssumeRole' | 'GetSessionToken' | 'AssumeRoleWithWebIdentity';
}

/** Errors about a web identity token (STS API reference, `AssumeRoleWithWebIdentity`). */
const tokenErrors: ReadonlySet<string> = new Set([
  'InvalidIdentityTokenException',
  'IDPRejectedClaimException',
  'ExpiredTokenException',
]);

/** Describes the errors that only the calls of a chain get; undefined for all others. */
function describeChainError(
  { name, message }: AwsError,
  { link, linkPlace, operation }: StsContext,
): ErrorData | undefined {
  if (message.includes('MultiFactorAuthentication failed')) {
    const isCode = message.includes('one time pass code');
    return {
      code: 'mfa-rejected',
      message: isCode
        ? `AWS rejected the MFA code for profile ${link}. Each code works once: wait for the next code and enter it.`
        : `AWS does not recognize the MFA device of profile ${link}. Check its mfa_serial.`,
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
    return fix(
      `The duration_seconds of profile ${link} is longer than its role's maximum session duration. Lower it.`,
    );
  if (name === 'ValidationError') return fix(`AWS rejected the values of profile ${link}: ${message}`);
  if (operation === 'AssumeRoleWithWebIdentity' && tokenErrors.has(name))
    return fix(`AWS rejected the web identity token of profile ${link}. Create a new token.`);
  return undefined;
}

/** Converts any error of STS to the engine's error, with the profile that it concerns and the recovery action. */
export function describeStsError(thrown: unknown, context: StsContext): EngineError {
  const error = readAwsError(thrown);
  const { operation, signer: profile, region, link, linkPlace } = context;
  const chainError = describeChainError(error, context);
  if (chainError) return new EngineError({ ...chainError, detail: getDetail(error, operation) }, thrown);
  const place = link === profile ? linkPlace : undefined;
  const described = describeAwsError(error, { profile, place, region, operation, service: 'STS' });
  return new EngineError(described, thrown);
}
