import type { AwsError } from './aws-error.ts';
import type { CallContext, Description, Descriptions } from './description.ts';
import { fixProfile } from './description.ts';

const minute = 60_000;

/** Beyond this the SDK calls a clock wrong, in milliseconds. */
const tolerated = 4 * minute;

const isAboutTime = ({ message }: AwsError): boolean => /Signature (expired|not yet current)/.test(message);

/** `20261124T030000Z` */
function compactTime(text: string | undefined): number {
  const [, day = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(text ?? '') ?? [];
  return Date.parse(
    `${day.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
  );
}

/** `Signature expired: 20261124T000000Z is now earlier than 20261124T030000Z (20261124T031500Z - 15 min.)` */
function offsetInSentence({ message }: AwsError): number | undefined {
  const [, signedAt, , now] =
    /: (\w+) is (?:still )?(?:now )?(?:earlier|later) than (\w+) \((\w+) [-+]/.exec(message) ?? [];
  const offset = compactTime(now) - compactTime(signedAt);
  return Number.isNaN(offset) ? undefined : offset;
}

const wrongTime = (_: CallContext, error: AwsError): Description => {
  const offset = error.clockOffset ?? offsetInSentence(error) ?? 0;
  const minutes = Math.round(Math.abs(offset) / minute);
  const howFar =
    minutes === 0
      ? 'AWS refused a request because of its time'
      : `This computer's clock is ${minutes} min ${offset > 0 ? 'behind' : 'ahead of'} AWS's`;
  return {
    code: 'clock-wrong',
    message: `${howFar}. Set this computer's clock, then try again.`,
    // The SDK takes AWS's time from every answer: the next attempt is signed with it.
    retryable: true,
    action: 'retry',
  };
};

const wrongSecret = (context: CallContext): Description => ({
  code: 'credentials-invalid',
  message: `AWS refused the signature of profile ${context.profile}. Check its secret key: it may be mistyped, or cut at " #".`,
  ...fixProfile(context),
});

const badSignature = (context: CallContext, error: AwsError): Description =>
  isAboutTime(error) || Math.abs(error.clockOffset ?? 0) >= tolerated
    ? wrongTime(context, error)
    : wrongSecret(context);

const expired = ({ profile, place }: CallContext): Description => ({
  code: 'credentials-expired',
  message: `The credentials of profile ${profile} have expired. Renew them with the tool that gave them: the AWS files are watched.`,
  action: 'retry',
  profile,
  ...(place && { place }),
});

const unknownKey = (context: CallContext): Description => ({
  code: 'credentials-invalid',
  message: `AWS does not know the access key of profile ${context.profile} in ${context.region}. Check the key, and that the region is enabled for the account.`,
  ...fixProfile(context),
});

/** What AWS says of the key that a request was signed with, and of when. */
export const signatureErrors: Descriptions = {
  ExpiredTokenException: expired,
  ExpiredToken: expired,
  RequestExpired: wrongTime,
  RequestTimeTooSkewed: wrongTime,
  RequestInTheFuture: wrongTime,
  UnrecognizedClientException: unknownKey,
  InvalidClientTokenId: unknownKey,
  InvalidSignatureException: badSignature,
  SignatureDoesNotMatch: badSignature,
};
