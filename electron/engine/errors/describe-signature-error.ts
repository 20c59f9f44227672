import type { AwsError } from './aws-error.ts';
import type { ErrorContext, Description, Descriptions } from './description.ts';
import { fixProfile } from './description.ts';

const minute = 60_000;

/** Milliseconds of clock skew from which the SDK corrects the time of its requests. */
const maxClockSkew = 4 * minute;

const isAboutTime = ({ message }: AwsError): boolean => /Signature (expired|not yet current)/.test(message);

/** `20261124T030000Z` */
function parseCompactTime(text: string | undefined): number {
  const [, day = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(text ?? '') ?? [];
  return Date.parse(
    `${day.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
  );
}

/** `Signature expired: 20261124T000000Z is now earlier than 20261124T030000Z (20261124T031500Z - 15 min.)` */
function parseClockOffset({ message }: AwsError): number | undefined {
  const [, signedAt, , now] =
    /: (\w+) is (?:still )?(?:now )?(?:earlier|later) than (\w+) \((\w+) [-+]/.exec(message) ?? [];
  const offset = parseCompactTime(now) - parseCompactTime(signedAt);
  return Number.isNaN(offset) ? undefined : offset;
}

const wrongTime = (_: ErrorContext, error: AwsError): Description => {
  const offset = error.clockOffset ?? parseClockOffset(error) ?? 0;
  const minutes = Math.round(Math.abs(offset) / minute);
  const reason =
    minutes === 0
      ? 'AWS rejected the time of a request'
      : `This computer's clock is ${minutes} min ${offset > 0 ? 'behind' : 'ahead of'} AWS's`;
  return {
    code: 'clock-wrong',
    message: `${reason}. Set this computer's clock, then try again.`,
    // The SDK reads AWS's time from every response and signs the next attempt with it.
    retryable: true,
    action: 'retry',
  };
};

const wrongSecret = (context: ErrorContext): Description => ({
  code: 'credentials-invalid',
  message: `AWS rejected the signature of profile ${context.profile}. Check its secret access key: it is mistyped, or cut off at " #".`,
  ...fixProfile(context),
});

/** AWS's text for a signature with the region of another endpoint, which only a custom endpoint can get. */
const isAboutRegion = ({ message }: AwsError): boolean => /scoped to a valid region/.test(message);

const wrongRegion = ({ profile, region, service = 'ECR' }: ErrorContext): Description => ({
  code: 'region-wrong',
  message: `Region ${region} is not the region of the endpoint that profile ${profile} uses for ${service}. Choose the region of the endpoint, or correct the endpoint_url of the profile.`,
  action: 'choose-region',
});

const describeRefusedSignature = (context: ErrorContext, error: AwsError): Description => {
  if (isAboutRegion(error)) return wrongRegion(context);
  return isAboutTime(error) || Math.abs(error.clockOffset ?? 0) >= maxClockSkew
    ? wrongTime(context, error)
    : wrongSecret(context);
};

const expired = ({ profile, place }: ErrorContext): Description => ({
  code: 'credentials-expired',
  message: `The credentials of profile ${profile} have expired. Renew them with the tool that created them. The app reads the AWS files again when they change.`,
  action: 'retry',
  profile,
  ...(place && { place }),
});

const unknownKey = (context: ErrorContext): Description => ({
  code: 'credentials-invalid',
  message: `AWS does not recognize the access key of profile ${context.profile} in ${context.region}. Check the key, and that the region is enabled for the account.`,
  ...fixProfile(context),
});

/** Descriptions of errors about the credentials and the time of a signed request, by AWS's error name. */
export const signatureErrors: Descriptions = {
  ExpiredTokenException: expired,
  ExpiredToken: expired,
  RequestExpired: wrongTime,
  RequestTimeTooSkewed: wrongTime,
  RequestInTheFuture: wrongTime,
  UnrecognizedClientException: unknownKey,
  InvalidClientTokenId: unknownKey,
  InvalidSignatureException: describeRefusedSignature,
  SignatureDoesNotMatch: describeRefusedSignature,
};
