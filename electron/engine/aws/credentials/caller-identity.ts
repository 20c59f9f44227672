import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { FilePlace, Side } from '../../../../shared/result.ts';
import { describeCallError } from '../../errors/describe-aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import type { StsPlace } from './sts-calls.ts';
import { sendStsCommand } from './sts-calls.ts';

export interface CallerIdentity {
  /** 12 digits. */
  readonly accountId: string;
  readonly arn: string;
}

/** How STS is asked whose credentials are. */
export interface IdentityCall extends StsPlace {
  /** Where the profile is written. */
  readonly written: FilePlace | undefined;
  readonly side?: Side | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A web page has no account: what comes in AWS's place reads like an empty answer. */
const notAws = (region: string): EngineError =>
  new EngineError({
    code: 'not-aws',
    message: `Something else answered in the place of STS in ${region}. Log in to your network in a browser, or check the proxy; then try again.`,
    retryable: false,
    action: 'retry',
  });

/**
 * Whose credentials these are, as AWS itself says: `GetCallerIdentity`, which needs no permission.
 *
 * @throws EngineError; AbortError when the signal is aborted.
 */
export async function getCallerIdentity(
  credentials: AwsCredentials,
  { written, side, signal, ...place }: IdentityCall,
): Promise<CallerIdentity> {
  const { profile, region } = place;
  try {
    const options = signal ? { abortSignal: signal } : {};
    const { Account, Arn } = await sendStsCommand(place, credentials, (sts) =>
      sts.send(new GetCallerIdentityCommand({}), options),
    );
    if (Account === undefined || Arn === undefined) throw notAws(region);
    return { accountId: Account, arn: Arn };
  } catch (error) {
    if (isAbort(error)) throw error;
    const operation = 'GetCallerIdentity';
    throw describeCallError(error, { side, profile, place: written, region, operation, service: 'STS' });
  }
}
