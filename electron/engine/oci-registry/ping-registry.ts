import { describeCallError } from '../errors/describe-aws-error.ts';
import type { RetryPolicy } from '../async/retry.ts';
import { withRetry } from '../async/retry.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { repositoryKey } from '../aws/clients/repository-handle.ts';
import { registryRequestOnce, withRegistryToken } from './registry-request.ts';

/**
 * Whether the registry's own door can be reached and opens for the profile (OCI distribution specification, "end-1").
 *
 * @throws EngineError that says why not.
 */
export type PingRegistry = (repository: RepositoryHandle) => Promise<void>;

/** One lost packet says nothing about a registry; a host out of reach costs a time-out each time. */
const firstContact: RetryPolicy = { attempts: 3, firstWait: 250, longestWait: 1_000 };

async function ping(repository: RepositoryHandle): Promise<void> {
  const { profile, region, timeouts } = repository.registry;
  const request = { method: 'GET', operation: 'CheckAccess', target: '/v2/' } as const;
  await withRetry(firstContact, undefined, async () => {
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

/** Milliseconds for which an answer is relied on: a plan is made anew with every change of a tag. */
const isAnswerCurrent = 60_000;
const isFailureCurrent = 15_000;

/** Asks once a minute at most, after a failure somewhat sooner: a registry out of reach costs a time-out. */
export function createRegistryPings(now = Date.now): PingRegistry {
  const answers = new Map<string, { readonly until: number; readonly answer: Promise<void> }>();
  return (repository) => {
    const key = `${repository.registry.profile} ${repositoryKey(repository)}`;
    const held = answers.get(key);
    if (held && now() < held.until) return held.answer;
    const answer = ping(repository);
    const entry = { until: now() + isAnswerCurrent, answer };
    answers.set(key, entry);
    answer.catch(() => {
      entry.until = now() + isFailureCurrent;
    });
    return answer;
  };
}
