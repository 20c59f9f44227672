import type { ECRClient } from '@aws-sdk/client-ecr';
import type { FilePlace, Side } from '../../../../shared/result.ts';
import { describeCallError } from '../../errors/describe-aws-error.ts';
import type { EngineError } from '../../errors/engine-error.ts';
import { hasCode } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import { orAbandon } from '../../async/or-leave.ts';
import type { SleepWatch } from '../../async/computer-sleep.ts';
import { neverAsleep } from '../../async/computer-sleep.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { withRetry } from '../../async/retry.ts';
import type { CallContext, ProfileCredentials } from './call-context.ts';
import type { Network } from '../network/network.ts';
import type { HandlingOptions } from '../network/routed-request-handler.ts';
import type { Pace } from './pacing.ts';
import type { RegistryToken, CachedRegistryToken } from '../../oci-registry/registry-token.ts';
import { fetchRegistryToken, cacheRegistryToken } from '../../oci-registry/registry-token.ts';
import type { Timeouts } from './timeouts.ts';

export interface CallOptions {
  readonly repositoryName?: string;
  /** Of the manifest that the call is about, for its errors. */
  readonly digest?: string;
  readonly signal?: AbortSignal | undefined;
}

/** What a call hands on to the SDK. */
export interface SendOptions extends HandlingOptions {
  readonly abortSignal?: AbortSignal;
}

/** One side's registry, ready to be called: a profile's identity in a region. */
export interface RegistryConnection {
  readonly profile: string;
  readonly region: string;
  /** The account whose registry it is, where it is not the profile's own. */
  readonly registryId: string | undefined;
  readonly timeouts: Timeouts;
  /** For what goes beside the API: layers. */
  readonly network: Network;
  /**
   * Sends one command at ECR's pace, again while the failure is temporary.
   *
   * @throws EngineError that names side, operation and remedy; AbortError when the signal is aborted.
   */
  call<T>(
    operation: string,
    send: (client: ECRClient, options: SendOptions) => Promise<T>,
    options?: CallOptions,
  ): Promise<T>;
  /** Opens the registry's own door. Held until it ends or is forgotten. @throws as `call` does. */
  getRegistryToken(signal?: AbortSignal): Promise<RegistryToken>;
  discardRegistryToken(token: RegistryToken): void;
  /** Resolves when bytes may move: not while the work that the connection belongs to is paused. @throws when it is cancelled. */
  pass(): Promise<void>;
  /** The sleep of the computer, for work that follows it. */
  readonly sleep: SleepWatch;
  /** The same connection, whose errors name this side. */
  forSide(side: Side): RegistryConnection;
  /** The same connection, whose calls belong to this work: they pause with it and wait for expired credentials. */
  withContext(work: CallContext): RegistryConnection;
}

export interface ConnectionParts {
  readonly client: ECRClient;
  readonly profile: string;
  /** Where the profile is written. */
  readonly place: FilePlace | undefined;
  readonly region: string;
  readonly registryId: string | undefined;
  readonly timeouts: Timeouts;
  readonly network: Network;
  readonly retryPolicy: RetryPolicy;
  readonly pace: Pace;
  readonly credentials: ConnectionCredentials;
}

/** The credentials of a connection's calls. Times are on the clock of `performance.now`. */
interface ConnectionCredentials extends Pick<ProfileCredentials, 'check'> {
  /** Forgets those that had come by then. */
  invalidate(before: number): void;
  /** Reads the files once more; answers whether there are others than by then. */
  recheck(before: number): Promise<boolean>;
}

/** Milliseconds that a cancelled call has to end: a program that gives out credentials does not listen. */
const grace = 900;

const needsNewCredentials = (error: unknown): error is EngineError =>
  hasCode(error, 'credentials-expired') || hasCode(error, 'sign-in-needed') || hasCode(error, 'mfa-needed');

/** Whether the same call may pass with what the profile gives now. */
async function hasRenewed(
  error: unknown,
  credentials: ConnectionCredentials,
  sentAt: number,
): Promise<boolean> {
  if (hasCode(error, 'credentials-expired')) {
    credentials.invalidate(sentAt);
    return true;
  }
  return hasCode(error, 'credentials-invalid') && credentials.recheck(sentAt);
}

export function createRegistryConnection(
  parts: ConnectionParts,
  side?: Side,
  work?: CallContext,
  heldToken: CachedRegistryToken = cacheRegistryToken(),
): RegistryConnection {
  const { client, profile, place, region, registryId, timeouts, network, pace, credentials } = parts;
  const retryPolicy = work?.retryPolicy ?? parts.retryPolicy;
  const sleep = work?.sleep ?? neverAsleep;

  const connection: RegistryConnection = {
    profile,
    region,
    registryId,
    timeouts,
    network,
    sleep,
    forSide: (newSide) => createRegistryConnection(parts, newSide, work, heldToken),
    withContext: (newWork) => createRegistryConnection(parts, side, newWork, heldToken),
    getRegistryToken: (signal) =>
      heldToken.get(() =>
        connection.call(
          'GetAuthorizationToken',
          (ecr, { abortSignal }) => fetchRegistryToken(ecr, registryId, abortSignal),
          { signal },
        ),
      ),
    discardRegistryToken: (token) => heldToken.forget(token),
    pass: () => work?.pass() ?? Promise.resolve(),
    call: (operation, send, { repositoryName, digest, signal } = {}) => {
      type Output = Awaited<ReturnType<typeof send>>;

      let sentAt = 0;
      const attempt = async (ofAttempt: AbortSignal): Promise<Output> => {
        await work?.pass();
        await pace.beforeCall(operation, ofAttempt);
        sentAt = performance.now();
        try {
          const patience = work
            ? { onProgress: () => work.reportActivity() }
            : { requestTimeout: timeouts.answer };
          const output = await orAbandon(
            send(client, { abortSignal: ofAttempt, ...patience }),
            ofAttempt,
            grace,
          );
          work?.reportActivity();
          return output;
        } catch (error) {
          if (isAbort(error)) throw error;
          const failure = describeCallError(error, {
            side,
            profile,
            place,
            region,
            operation,
            repositoryName,
            digest,
          });
          if (hasCode(failure, 'throttled')) pace.throttled(operation);
          work?.reportFailure(failure);
          throw failure;
        }
      };

      /** The SDK keeps expired credentials for ever: once, the profile is asked for new ones. */
      const attemptTwice = async (ofAttempt: AbortSignal): Promise<Output> => {
        try {
          return await attempt(ofAttempt);
        } catch (error) {
          if (!(await hasRenewed(error, credentials, sentAt))) throw error;
          return attempt(ofAttempt);
        }
      };

      const attemptUntilSignedIn = async (_number: number, ofAttempt: AbortSignal): Promise<Output> => {
        for (;;) {
          try {
            return await attemptTwice(ofAttempt);
          } catch (error) {
            if (!work || !needsNewCredentials(error)) throw error;
            await work.waitForCredentials(error, { profile, check: credentials.check });
          }
        }
      };

      return withRetry(retryPolicy, signal, attemptUntilSignedIn, sleep);
    },
  };
  return connection;
}
