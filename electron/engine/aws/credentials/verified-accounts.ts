import type { FilePlace } from '../../../../shared/models/result.ts';
import { fixProfile } from '../../errors/description.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import type { EndpointOptions } from '../profiles/custom-endpoint.ts';
import { rejectOnAbort } from '../../async/abort.ts';
import type { CallerIdentity, IdentityCall } from './caller-identity.ts';
import { getCallerIdentity } from './caller-identity.ts';

/** The account that credentials have to belong to. */
export interface ExpectedAccount {
  /** 12 digits. */
  readonly accountId: string;
  /** What names the account: the profile's values in the AWS files, or the plan that was created with the profile. */
  readonly namedBy: 'files' | 'plan';
}

/** The accounts of credentials as STS reports them. */
export interface VerifiedAccounts {
  /**
   * Calls STS, or waits for such a call of the same access key that is in progress.
   *
   * @throws EngineError; AbortError when the signal is aborted.
   */
  identify(credentials: AwsCredentials, call: IdentityCall): Promise<CallerIdentity>;
  /** Stores the account of credentials that STS at this endpoint has issued, when it is known. */
  learn(credentials: AwsCredentials, endpoint: EndpointOptions): void;
  /** Calls STS once for each access key. @throws EngineError `wrong-account`, or the error of the call to STS. */
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

/** Two custom endpoints can have different accounts with the same access key, such as `test`. */
const createKey = ({ accessKeyId }: AwsCredentials, { endpoint = '' }: EndpointOptions): string =>
  `${accessKeyId} ${endpoint}`;

/**
 * Creates an empty cache by access key id and endpoint. Entries stay, because an access key never changes its account.
 */
export function createVerifiedAccounts(): VerifiedAccounts {
  const known = new Map<string, string>();
  /** Calls in progress by access key and endpoint. */
  const calls = new Map<string, Promise<CallerIdentity>>();

  const identify: VerifiedAccounts['identify'] = async (credentials, call) => {
    const key = createKey(credentials, call.endpoint);
    // Its error would name another side, or its work was canceled.
    const other = calls.get(key)?.catch(() => undefined);
    const shared = other && (await rejectOnAbort(other, call.signal));
    if (shared) return shared;
    const own = getCallerIdentity(credentials, call);
    calls.set(key, own);
    try {
      const identity = await own;
      known.set(key, identity.accountId);
      return identity;
    } finally {
      if (calls.get(key) === own) calls.delete(key);
    }
  };

  return {
    identify,
    learn(credentials, endpoint) {
      const { accountId } = credentials;
      if (accountId !== undefined) known.set(createKey(credentials, endpoint), accountId);
    },
    async verify(credentials, expected, call) {
      if (expected.length === 0) return;
      const actual =
        known.get(createKey(credentials, call.endpoint)) ?? (await identify(credentials, call)).accountId;
      assertAccount(actual, expected, call.profile, call.profilePlace);
    },
  };
}
