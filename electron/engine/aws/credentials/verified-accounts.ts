import type { FilePlace } from '../../../../shared/result.ts';
import { fixProfile } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import type { IdentityCall } from './caller-identity.ts';
import { getCallerIdentity } from './caller-identity.ts';

/** The account that credentials have to belong to. */
export interface ExpectedAccount {
  /** 12 digits. */
  readonly accountId: string;
  /** What names the account: the profile's values in the AWS files, or the plan that was created with the profile. */
  readonly namedBy: 'files' | 'plan';
}

/** The accounts of credentials as STS reports them; STS is called once for each access key. */
export interface VerifiedAccounts {
  /** Stores the account of credentials when it is known. */
  learn(credentials: AwsCredentials, accountId: string | undefined): void;
  /** @throws EngineError `wrong-account`, or the error of the call to STS. */
  verify(
    credentials: AwsCredentials,
    expected: readonly ExpectedAccount[],
    call: IdentityCall,
  ): Promise<void>;
}

/** @throws EngineError `wrong-account` when one of the expected accounts is not the actual one. */
export function assertAccount(
  actual: string,
  expected: readonly ExpectedAccount[],
  profile: string,
  place: FilePlace | undefined,
): void {
  const wrong = expected.find(({ accountId }) => accountId !== actual);
  if (!wrong) return;
  throw new EngineError(
    wrong.namedBy === 'files'
      ? {
          code: 'wrong-account',
          message: `The credentials of profile ${profile} belong to account ${actual}, but the AWS files name account ${wrong.accountId}. The app does not use them.`,
          retryable: false,
          ...fixProfile({ profile, place }),
        }
      : {
          code: 'wrong-account',
          message: `Profile ${profile} now uses account ${actual}, but the plan was created for account ${wrong.accountId}. Nothing more is changed. Check the plan again.`,
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
      assertAccount(actual, expected, call.profile, call.profilePlace);
    },
  };
}
