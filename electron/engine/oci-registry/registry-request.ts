import { resolveRedirect, isSameOrigin } from '../aws/network/redirect-rules.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { readAwsError } from '../errors/aws-error.ts';
import { describeAwsError } from '../errors/describe-aws-error.ts';
import { isNetworkError } from '../errors/describe-network-error.ts';
import { EngineError } from '../errors/engine-error.ts';
import { newTokenRejected, registryError, tokenRejection } from './registry-error.ts';
import type { RegistryToken } from '../aws/clients/registry-token.ts';
import type { HttpRequest, RegistryResponse } from './send-request.ts';
import { sendRegistryRequest } from './send-request.ts';

export interface RegistryRequest extends Pick<HttpRequest, 'method' | 'body'> {
  /** The corresponding operation of the ECR API, which sets the request rate and is named in errors. */
  readonly operation: string;
  /** A path, or an address from an earlier response. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses of a successful response. */
  readonly accepts: readonly number[];
  /** Milliseconds without a response; as for every call of the API when absent. */
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
  /** Returns the error to throw for the failure of one attempt: it decides whether another attempt follows. */
  readonly judgeFailure?: ((error: unknown) => unknown) | undefined;
}

/** Only the registry itself gets the token, never an address to which it redirects. */
const headersFor = (url: URL, token: RegistryToken): Readonly<Record<string, string>> =>
  isSameOrigin(url, new URL(token.address)) ? { authorization: token.authorization } : {};

/**
 * Sends a request once, with this token.
 *
 * @throws EngineError for an error response or a network failure, RegistryTokenRejectedError, or what the body's own
 *   source throws.
 */
export async function registryRequestOnce(
  { registry, name }: RepositoryHandle,
  token: RegistryToken,
  { method, body, operation, target, headers, accepts, timeout, signal }: RegistryRequest,
): Promise<RegistryResponse> {
  const url = resolveRedirect(target, `${token.address}/`);
  const { profile, region, network, timeouts } = registry;
  const request = `${method} ${url.pathname}`;
  const context = { profile, region, operation, request, host: url.host, repositoryName: name };
  const send = async (): Promise<RegistryResponse> => {
    try {
      return await sendRegistryRequest(network, {
        method,
        url: url.href,
        body,
        signal,
        headers: { ...headers, ...headersFor(url, token) },
        timeout: timeout ?? timeouts.request,
        stalled: timeouts.stalledUpload,
      });
    } catch (thrown) {
      // Errors of the body's own source are not network errors of the registry.
      const error = readAwsError(thrown);
      throw isNetworkError(error) ? new EngineError(describeAwsError(error, context), thrown) : thrown;
    }
  };
  const response = await send();
  if (accepts.includes(response.status)) return response;
  throw registryError(response, context);
}

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
    throw rejection ? newTokenRejected(rejection, registry.profile) : error;
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
