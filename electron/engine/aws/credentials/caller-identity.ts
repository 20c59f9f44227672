import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { FilePlace, Side } from '../../../../shared/models/result.ts';
import { describeCallError } from '../../errors/describe-aws-error.ts';
import { EngineError } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import type { StsTarget } from './sts-calls.ts';
import { sendStsCommand } from './sts-calls.ts';

/** The account and ARN of credentials, as STS reports them. The ARN of an assumed role is that of the session. */
export interface CallerIdentity {
  /** 12 digits. */
  readonly accountId: string;
  readonly arn: string;
}

/** The target of a `GetCallerIdentity` call, and what its errors name. */
export interface IdentityCall extends StsTarget {
  /** Where the profile is defined. */
  readonly profilePlace: FilePlace | undefined;
  readonly side?: Side | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An error for a response without account and ARN, such as the page of a captive portal. */
const unexpectedAnswerError = (region: string): EngineError =>
  new EngineError({
    code: 'not-aws',
    message: `A server that is not AWS answered instead of STS in ${region}. Log in to your network in a browser, or check the proxy, then try again.`,
    retryable: false,
    action: 'retry',
  });

/**
 * Returns the account and ARN of credentials (`GetCallerIdentity` of the STS API reference, which needs no permission).
 *
 * @throws EngineError; AbortError when the signal is aborted.
 */
export async function getCallerIdentity(
  credentials: AwsCredentials,
  { profilePlace, side, signal, ...target }: IdentityCall,
): Promise<CallerIdentity> {
  const { profile, region } = target;
  try {
    const options = signal ? { abortSignal: signal } : {};
    const { Account, Arn } = await sendStsCommand(target, credentials, (sts) =>
      sts.send(new GetCallerIdentityCommand({}), options),
    );
    if (Account === undefined || Arn === undefined) throw unexpectedAnswerError(region);
    return { accountId: Account, arn: Arn };
  } catch (error) {
    if (isAbort(error)) throw error;
    const operation = 'GetCallerIdentity';
    throw describeCallError(error, { side, profile, place: profilePlace, region, operation, service: 'STS' });
  }
}
