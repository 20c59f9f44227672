import type { RegistryResponse, HttpRequest } from './send-request.ts';
import { sendRegistryRequest } from './send-request.ts';
import { registryError, everyTokenRefused, tokenRefusal } from './registry-error.ts';
import type { RegistryToken } from './registry-token.ts';
import { resolveRedirect, isSameOrigin } from '../aws/network/redirect-rules.ts';
import { readAwsError } from '../errors/aws-error.ts';
import { describeAwsError } from '../errors/describe-aws-error.ts';
import { isNetworkError } from '../errors/describe-network-error.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';

export interface RegistryRequest extends Pick<HttpRequest, 'method' | 'body'> {
  /** The operation of the API that it amounts to: its pace is kept, and errors name it. */
  readonly operation: string;
  /** A path, or an address that an earlier answer gave. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that are no refusal. */
  readonly accepts: readonly number[];
  /** Milliseconds without a sign from the registry; as for every call of the API when absent. */
  readonly timeout?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Only the registry itself is shown the token, never an address that it sends elsewhere. */
const headersFor = (url: URL, token: RegistryToken): Readonly<Record<string, string>> =>
  isSameOrigin(url, new URL(token.address)) ? { authorization: token.authorization } : {};

/** Sends a question once, with this token. @throws EngineError for a refusal, RegistryTokenRefusedError, or what the network throws. */
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
      // What the body's own source throws stays as it is.
      const error = readAwsError(thrown);
      throw isNetworkError(error) ? new EngineError(describeAwsError(error, context), thrown) : thrown;
    }
  };
  const answer = await send();
  if (accepts.includes(answer.status)) return answer;
  throw registryError(answer, context);
}

/**
 * Does work with the held token, and once more with a new one when the registry takes the held one no more.
 *
 * @throws EngineError `access-denied` that names the refused request, when it does not take the new one either.
 */
export async function withRegistryToken<T>(
  { registry }: RepositoryHandle,
  signal: AbortSignal | undefined,
  work: (token: RegistryToken) => Promise<T>,
): Promise<T> {
  const token = await registry.getRegistryToken(signal);
  try {
    return await work(token);
  } catch (error) {
    if (!tokenRefusal(error)) throw error;
    registry.discardRegistryToken(token);
  }
  const fresh = await registry.getRegistryToken(signal);
  try {
    return await work(fresh);
  } catch (error) {
    const refusal = tokenRefusal(error);
    throw refusal ? everyTokenRefused(refusal, registry.profile) : error;
  }
}

/**
 * Asks the registry's door as the API is asked: at its pace, again while a failure is temporary, with errors that name
 * side and remedy. For questions without a body.
 */
export const registryRequest = (
  repository: RepositoryHandle,
  question: RegistryRequest,
): Promise<RegistryResponse> =>
  withRegistryToken(repository, question.signal, (token) =>
    repository.registry.call(
      question.operation,
      (_client, { abortSignal }) =>
        registryRequestOnce(repository, token, { ...question, signal: abortSignal }),
      { repositoryName: repository.name, signal: question.signal },
    ),
  );
