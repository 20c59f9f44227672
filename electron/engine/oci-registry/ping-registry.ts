import type { RetryPolicy } from '../async/retry.ts';
import { withRetry } from '../async/retry.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { describeCallError } from '../errors/describe-aws-error.ts';
import { withRegistryToken } from './registry-request.ts';
import { registryRequestOnce } from './send-request.ts';

/**
 * Checks that the registry endpoint is reachable and accepts the profile (OCI distribution specification, "end-1").
 *
 * @throws EngineError that says why not.
 */
export type PingRegistry = (repository: RepositoryHandle) => Promise<void>;

/** Few attempts: one lost packet is no reason against an endpoint, but an unreachable host costs a timeout each time. */
const pingPolicy: RetryPolicy = { attempts: 3, firstWait: 250, longestWait: 1_000 };

async function pingRegistry(repository: RepositoryHandle): Promise<void> {
  const { profile, region, timeouts } = repository.registry;
  const request = { method: 'GET', operation: 'CheckAccess', target: '/v2/' } as const;
  await withRetry(pingPolicy, undefined, async () => {
    try {
      await withRegistryToken(repository, undefined, (token) =>
        registryRequestOnce(repository, token, { ...request, accepts: [200], timeout: timeouts.connection }),
      );
    } catch (error) {
      const context = { profile, region, operation: request.operation, request: 'GET /v2/' };
      throw describeCallError(error, { side: 'destination', ...context });
    }
  });
}

/** Milliseconds for which a result is reused, because every change of a tag makes a new plan. */
const successLifetime = 60_000;
const failureLifetime = 15_000;

/** Sends at most one ping a minute for each profile and registry, and after a failure one every 15 seconds. */
export function createRegistryPings(now = Date.now): PingRegistry {
  const pings = new Map<string, { readonly until: number; readonly result: Promise<void> }>();
  return (repository) => {
    const { profile, registryId, region } = repository.registry;
    const key = JSON.stringify([profile, registryId, region]);
    const cached = pings.get(key);
    if (cached && now() < cached.until) return cached.result;
    const result = pingRegistry(repository);
    const ping = { until: now() + successLifetime, result };
    pings.set(key, ping);
    result.catch(() => {
      ping.until = now() + failureLifetime;
    });
    return result;
  };
}
