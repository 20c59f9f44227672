import type { ECRClient } from '@aws-sdk/client-ecr';
import type { FilePlace, Side } from '../../../../shared/models/result.ts';
import { describeCallError } from '../../errors/describe-aws-error.ts';
import type { EngineError } from '../../errors/engine-error.ts';
import { hasCode } from '../../errors/engine-error.ts';
import { isAbort } from '../../errors/to-error-data.ts';
import { abandonAfterAbort } from '../../async/abort.ts';
import type { SleepWatch } from '../../async/computer-sleep.ts';
import { neverAsleep } from '../../async/computer-sleep.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { withRetry } from '../../async/retry.ts';
import type { CallContext, ProfileCredentials } from './call-context.ts';
import type { Network } from '../network/network.ts';
import type { HandlingOptions } from '../network/routed-request-handler.ts';
import type { Pace } from './pacing.ts';
import type { RegistryToken, CachedRegistryToken } from './registry-token.ts';
import { fetchRegistryToken, cacheRegistryToken } from './registry-token.ts';
import type { Timeouts } from '../network/timeouts.ts';

/** What errors of a call name, and the signal that cancels it. */
export interface CallOptions {
  readonly repositoryName?: string;
  /** The manifest that errors of the call name. */
  readonly digest?: string;
  readonly signal?: AbortSignal | undefined;
}

/** The options that a call passes to the SDK's client. */
export interface SendOptions extends HandlingOptions {
  readonly abortSignal?: AbortSignal;
}

/** A connection to one registry with the credentials of a profile. */
export interface RegistryConnection {
  readonly profile: string;
  readonly region: string;
  /** The account of the registry; undefined for the profile's own account. */
  readonly registryId: string | undefined;
  readonly timeouts: Timeouts;
  /** For layers, which are not transferred by the ECR API. */
  readonly network: Network;
  /**
   * Sends one command within ECR's quotas, and retries temporary failures.
   *
   * @throws EngineError that names side, operation and recovery action; AbortError when the signal is aborted.
   */
  call<T>(
    operation: string,
    send: (client: ECRClient, options: SendOptions) => Promise<T>,
    options?: CallOptions,
  ): Promise<T>;
  /** Returns a token for the OCI registry API, cached until it expires or is discarded. @throws as `call` does. */
  getRegistryToken(signal?: AbortSignal): Promise<RegistryToken>;
  discardRegistryToken(token: RegistryToken): void;
  /** Resolves as soon as the work of the connection is not paused. @throws when the work is cancelled. */
  whenResumed(): Promise<void>;
  /** The sleep of the computer, which interrupts the work of the connection. */
  readonly sleep: SleepWatch;
  /** Reports a failure of a request that is not a call of the connection; it may be repeated. */
  readonly reportFailure: (error: EngineError) => void;
  /** Returns the same connection with errors that name this side. */
  forSide(side: Side): RegistryConnection;
  /** Returns the same connection with calls that belong to this work: they pause with it and wait for expired credentials. */
  withContext(context: CallContext): RegistryConnection;
}

/** What a connection shares with those that its `forSide` and `withContext` return. */
export interface ConnectionParts {
  readonly client: ECRClient;
  readonly profile: string;
  /** Where the profile is defined. */
  readonly profilePlace: FilePlace | undefined;
  readonly region: string;
  readonly registryId: string | undefined;
  readonly timeouts: Timeouts;
  readonly network: Network;
  readonly retryPolicy: RetryPolicy;
  readonly pace: Pace;
  readonly credentials: ConnectionCredentials;
}

/** The credentials of a connection. Times are on the clock of `performance.now`. */
interface ConnectionCredentials extends Pick<ProfileCredentials, 'check'> {
  /** Discards credentials that were resolved by then. */
  invalidate(before: number): void;
  /** Reads the files again. @returns whether the credentials are other ones than at that time. */
  recheck(before: number): Promise<boolean>;
}

/** Milliseconds until a cancelled call is abandoned: a `credential_process` does not react to the signal. */
const grace = 900;

const needsNewCredentials = (error: unknown): error is EngineError =>
  hasCode(error, 'credentials-expired') || hasCode(error, 'sign-in-needed') || hasCode(error, 'mfa-needed');

/** Whether the same call can succeed with the profile's current credentials. */
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

/** Creates a connection. @param context the work that its calls belong to. */
export function createRegistryConnection(
  parts: ConnectionParts,
  side?: Side,
  context?: CallContext,
  cachedToken: CachedRegistryToken = cacheRegistryToken(),
): RegistryConnection {
  const { client, profile, profilePlace, region, registryId, timeouts, network, pace, credentials } = parts;
  const retryPolicy = context?.retryPolicy ?? parts.retryPolicy;
  const sleep = context?.sleep ?? neverAsleep;

  const connection: RegistryConnection = {
    profile,
    region,
    registryId,
    timeouts,
    network,
    sleep,
    reportFailure: (error) => context?.reportFailure(error),
    forSide: (newSide) => createRegistryConnection(parts, newSide, context, cachedToken),
    withContext: (newContext) => createRegistryConnection(parts, side, newContext, cachedToken),
    getRegistryToken: (signal) =>
      cachedToken.get(() =>
        connection.call(
          'GetAuthorizationToken',
          (ecr, { abortSignal }) => fetchRegistryToken(ecr, registryId, abortSignal),
          { signal },
        ),
      ),
    discardRegistryToken: (token) => cachedToken.discard(token),
    whenResumed: () => context?.whenResumed() ?? Promise.resolve(),
    call: (operation, send, { repositoryName, digest, signal } = {}) => {
      type Output = Awaited<ReturnType<typeof send>>;

      let sentAt = 0;
      const attempt = async (attemptSignal: AbortSignal): Promise<Output> => {
        await context?.whenResumed();
        await pace.beforeCall(operation, attemptSignal);
        sentAt = performance.now();
        try {
          const limits: HandlingOptions = context
            ? { onProgress: () => context.reportActivity() }
            : { requestTimeout: timeouts.answer };
          const output = await abandonAfterAbort(
            send(client, { abortSignal: attemptSignal, ...limits }),
            attemptSignal,
            grace,
          );
          context?.reportActivity();
          return output;
        } catch (error) {
          if (isAbort(error)) throw error;
          const failure = describeCallError(error, {
            side,
            profile,
            place: profilePlace,
            region,
            operation,
            repositoryName,
            digest,
          });
          if (hasCode(failure, 'throttled')) pace.reportThrottled(operation);
          context?.reportFailure(failure);
          throw failure;
        }
      };

      /** Repeats the attempt once after the credentials were replaced: the SDK never discards expired ones. */
      const attemptWithRenewal = async (attemptSignal: AbortSignal): Promise<Output> => {
        try {
          return await attempt(attemptSignal);
        } catch (error) {
          if (!(await hasRenewed(error, credentials, sentAt))) throw error;
          return attempt(attemptSignal);
        }
      };

      const attemptUntilSignedIn = async (_number: number, attemptSignal: AbortSignal): Promise<Output> => {
        for (;;) {
          try {
            return await attemptWithRenewal(attemptSignal);
          } catch (error) {
            if (!context || !needsNewCredentials(error)) throw error;
            await context.waitForCredentials(error, { profile, check: credentials.check });
          }
        }
      };

      return withRetry(retryPolicy, signal, attemptUntilSignedIn, sleep);
    },
  };
  return connection;
}
