import type { RegistryToken } from '../aws/clients/registry-token.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { newTokenRejectedError, tokenRejection } from './registry-error.ts';
import type { RegistryResponse } from './registry-response.ts';
import type { RegistryRequest } from './send-request.ts';
import { registryRequestOnce } from './send-request.ts';

/**
 * Runs work with the cached token, and once more with a new token when the registry rejects the cached one.
 *
 * @throws EngineError `access-denied` that names the rejected request, when the registry rejects the new token too.
 */
export async function withRegistryToken<T>(
  { registry }: RepositoryHandle,
  signal: AbortSignal | undefined,
  work: (token: RegistryToken) => Promise<T>,
): Promise<T> {
  const cachedToken = await registry.getRegistryToken(signal);
  try {
    return await work(cachedToken);
  } catch (error) {
    if (!tokenRejection(error)) throw error;
    registry.discardRegistryToken(cachedToken);
  }
  const newToken = await registry.getRegistryToken(signal);
  try {
    return await work(newToken);
  } catch (error) {
    const rejection = tokenRejection(error);
    throw rejection ? newTokenRejectedError(rejection, registry.profile) : error;
  }
}

/**
 * Sends a request without a body as the ECR API is called: at its request rate, with retries, and with errors that name
 * the side and the next step.
 */
export const registryRequest = (
  repository: RepositoryHandle,
  request: RegistryRequest,
): Promise<RegistryResponse> =>
  withRegistryToken(repository, request.signal, (token) =>
    repository.registry.call(
      request.operation,
      async (_client, { abortSignal }) => {
        try {
          return await registryRequestOnce(repository, token, { ...request, signal: abortSignal });
        } catch (error) {
          throw request.judgeFailure?.(error) ?? error;
        }
      },
      { repositoryName: repository.name, signal: request.signal },
    ),
  );
