import type { FilePlace } from '../../../../shared/result.ts';
import { fixProfile } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import type { IdentityCall } from './caller-identity.ts';
import { getCallerIdentity } from './caller-identity.ts';

/** Which account credentials have to be of, and by whose word. */
export interface ExpectedAccount {
  /** 12 digits. */
  readonly accountId: string;
  /** The profile's own values in the AWS files, or the plan that was made with it. */
  readonly by: 'files' | 'plan';
}

/** Whose credentials are, as AWS says; asked once for each access key. */
export interface VerifiedAccounts {
  learn(credentials: AwsCredentials, accountId: string | undefined): void;
  /** @throws EngineError `wrong-account`, or that STS could not be asked. */
  verify(
    credentials: AwsCredentials,
    expected: readonly ExpectedAccount[],
    call: IdentityCall,
  ): Promise<void>;
}

/** @throws EngineError `wrong-account` when one of those expected is another. */
export function assertAccount(
  actual: string,
  expected: readonly ExpectedAccount[],
  profile: string,
  place: FilePlace | undefined,
): void {
  const wrong = expected.find(({ accountId }) => accountId !== actual);
  if (!wrong) return;
  throw new EngineError(
    wrong.by === 'files'
      ? {
          code: 'wrong-account',
          message: `The credentials of profile ${profile} belong to account ${actual}, but the AWS files give it account ${wrong.accountId}. Nothing is done with them.`,
          retryable: false,
          ...fixProfile({ profile, place }),
        }
      : {
          code: 'wrong-account',
          message: `Profile ${profile} now acts in account ${actual} instead of ${wrong.accountId}, for which this was planned. Nothing more is written; look at the plan again.`,
          retryable: false,
          action: 'plan-again',
          profile,
        },
  );
}

export function createVerifiedAccounts(): VerifiedAccounts {
  const known = new Map<string, string>();
  return {
    learn({ accessKeyId }, accountId) {
      if (accountId !== undefined) known.set(accessKeyId, accountId);
    },
    async verify(credentials, expected, call) {
      if (expected.length === 0) return;
      const { accessKeyId } = credentials;
      const actual = known.get(accessKeyId) ?? (await getCallerIdentity(credentials, call)).accountId;
      known.set(accessKeyId, actual);
      assertAccount(actual, expected, call.profile, call.written);
    },
  };
}
