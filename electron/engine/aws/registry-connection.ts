import type { ECRClient } from '@aws-sdk/client-ecr';
import type { Side } from '../../../shared/result.ts';
import { describeCallError } from '../errors/describe-aws-error.ts';
import { hasCode } from '../errors/engine-error.ts';
import { isAbort } from '../errors/to-error-data.ts';
import type { RetryPolicy } from '../retry/retry.ts';
import { withRetry } from '../retry/retry.ts';

export interface CallOptions {
  readonly repositoryName?: string;
  readonly signal?: AbortSignal | undefined;
}

/** What a call hands on to the SDK. */
interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

/** One side's registry, ready to be called: a profile's identity in a region. */
export interface RegistryConnection {
  readonly profile: string;
  readonly region: string;
  /** The account whose registry it is, where it is not the profile's own. */
  readonly registryId: string | undefined;
  /**
   * Sends one command, again while the failure is temporary.
   *
   * @throws EngineError that names side, operation and remedy; AbortError when the signal is aborted.
   */
  call<T>(
    operation: string,
    send: (client: ECRClient, options: SendOptions) => Promise<T>,
    options?: CallOptions,
  ): Promise<T>;
  /** The same connection, whose errors name this side. */
  forSide(side: Side): RegistryConnection;
}

export interface ConnectionParts {
  readonly client: ECRClient;
  readonly profile: string;
  readonly region: string;
  readonly registryId: string | undefined;
  readonly retryPolicy: RetryPolicy;
  readonly invalidateCredentials: () => void;
}

export function registryConnection(parts: ConnectionParts, side?: Side): RegistryConnection {
  const { client, profile, region, registryId, retryPolicy, invalidateCredentials } = parts;

  return {
    profile,
    region,
    registryId,
    forSide: (newSide) => registryConnection(parts, newSide),
    call: (operation, send, { repositoryName, signal } = {}) => {
      const attempt = async (): Promise<Awaited<ReturnType<typeof send>>> => {
        try {
          return await send(client, signal ? { abortSignal: signal } : {});
        } catch (error) {
          if (isAbort(error)) throw error;
          throw describeCallError(error, { side, profile, region, operation, repositoryName });
        }
      };
      return withRetry(retryPolicy, signal, async (number) => {
        try {
          return await attempt();
        } catch (error) {
          // The SDK keeps expired credentials for ever: once, ask the profile for new ones.
          if (number > 1 || !hasCode(error, 'credentials-expired')) throw error;
          invalidateCredentials();
          return attempt();
        }
      });
    },
  };
}
