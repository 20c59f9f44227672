import type { DoorAnswer, DoorRequest } from '../../../aws/registry-door/door-request.ts';
import { sendDoorRequest } from '../../../aws/registry-door/door-request.ts';
import { DoorTokenRefused, doorError } from '../../../aws/registry-door/door-error.ts';
import type { DoorToken } from '../../../aws/registry-door/door-token.ts';
import { followable, isSameOrigin } from '../../../aws/network/followable.ts';
import { EngineError } from '../../../errors/engine-error.ts';
import type { RepositoryHandle } from '../../repository-handle.ts';

export interface DoorQuestion extends Pick<DoorRequest, 'method' | 'body'> {
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
const headersFor = (url: URL, token: DoorToken): Readonly<Record<string, string>> =>
  isSameOrigin(url, new URL(token.address)) ? { authorization: token.authorization } : {};

/** Sends a question once, with this token. @throws EngineError for a refusal, DoorTokenRefused, or what the network throws. */
export async function askDoorOnce(
  { registry, name }: RepositoryHandle,
  token: DoorToken,
  { method, body, operation, target, headers, accepts, timeout, signal }: DoorQuestion,
): Promise<DoorAnswer> {
  const url = followable(target, `${token.address}/`);
  const { profile, region, network, timeouts } = registry;
  const answer = await sendDoorRequest(network, {
    method,
    url: url.href,
    body,
    signal,
    headers: { ...headers, ...headersFor(url, token) },
    timeout: timeout ?? timeouts.request,
  });
  if (accepts.includes(answer.status)) return answer;
  throw doorError(answer, { profile, region, operation, repositoryName: name });
}

/** Does work with the held token, and once more with a new one when the registry takes the held one no more. */
export async function withDoorToken<T>(
  { registry }: RepositoryHandle,
  signal: AbortSignal | undefined,
  work: (token: DoorToken) => Promise<T>,
): Promise<T> {
  const token = await registry.doorToken(signal);
  try {
    return await work(token);
  } catch (error) {
    const cause = error instanceof EngineError ? error.cause : error;
    if (!(cause instanceof DoorTokenRefused)) throw error;
    registry.forgetDoorToken(token);
    return work(await registry.doorToken(signal));
  }
}

/**
 * Asks the registry's door as the API is asked: at its pace, again while a failure is temporary, with errors that name
 * side and remedy. For questions without a body.
 */
export const askDoor = (repository: RepositoryHandle, question: DoorQuestion): Promise<DoorAnswer> =>
  withDoorToken(repository, question.signal, (token) =>
    repository.registry.call(
      question.operation,
      (_client, { abortSignal }) => askDoorOnce(repository, token, { ...question, signal: abortSignal }),
      { repositoryName: repository.name, signal: question.signal },
    ),
  );
