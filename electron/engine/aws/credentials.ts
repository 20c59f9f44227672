import { fromIni } from '@aws-sdk/credential-providers';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { readAwsError } from '../errors/aws-error.ts';
import { describeCredentialsError } from '../errors/describe-credentials-error.ts';
import { EngineError } from '../errors/engine-error.ts';

type Credentials = Awaited<ReturnType<ReturnType<typeof fromIni>>>;

/** Renewed this long before their end, as the SDK does, in milliseconds. */
const renewalMargin = 5 * 60_000;

/**
 * The one source of a profile's credentials, given to every client of that profile: both sides, every region.
 * Two clients of the SDK's own making would ask twice (two MFA prompts, two role sessions).
 */
export interface SharedCredentials {
  (): Promise<Credentials>;
  /** Tells the SDK to ask here for every request instead of keeping a copy that is never renewed. */
  readonly memoized: true;
  /** Forgets what is held: the files changed, or AWS says that it has expired. */
  invalidate(): void;
}

const isFresh = ({ expiration }: Credentials): boolean =>
  expiration === undefined || expiration.getTime() - Date.now() > renewalMargin;

/**
 * Resolves a profile through `fromIni` alone. The SDK's default chain would go on to the environment, a container
 * or the machine's role when the profile is broken, and act as somebody whom nobody chose.
 */
export function sharedCredentials(
  profile: string,
  region: string,
  requestHandler: NodeHttpHandler,
): SharedCredentials {
  let held: Credentials | undefined;
  let pending: Promise<Credentials> | undefined;

  const resolve = async (): Promise<Credentials> => {
    try {
      held = await fromIni({
        profile,
        ignoreCache: true,
        // No region here: it would send the calls of IAM Identity Center to the wrong region.
        clientConfig: { requestHandler, ignoreConfiguredEndpointUrls: true },
        parentClientConfig: { region },
      })();
      return held;
    } catch (error) {
      throw new EngineError(describeCredentialsError(readAwsError(error), profile), error);
    } finally {
      pending = undefined;
    }
  };

  const provide = (): Promise<Credentials> => {
    if (held && isFresh(held)) return Promise.resolve(held);
    pending ??= resolve();
    return pending;
  };
  const invalidate = (): void => {
    held = undefined;
  };
  return Object.assign(provide, { memoized: true as const, invalidate });
}
