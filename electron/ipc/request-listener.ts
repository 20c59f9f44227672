import type { ErrorData, Result } from '../../shared/result.ts';
import { failure } from '../../shared/result.ts';
import type { Log } from '../app/logging/log.ts';
import type { RequestHandlers } from './answer-request.ts';
import { answerRequest } from './answer-request.ts';
import type { RequestEvent } from './trusted-sender.ts';
import { isTrustedSender } from './trusted-sender.ts';

export interface ListenerPorts {
  /** Our window's contents at the moment of a request. */
  readonly contents: () => unknown;
  /** The address of our page. */
  readonly page: string;
  readonly toErrorData: (error: unknown) => ErrorData;
  /** No request is answered before this has settled. */
  readonly ready: Promise<unknown>;
  readonly log: Log;
}

const refused: ErrorData = {
  code: 'access-denied',
  message: 'This page may not ask the app for anything.',
  retryable: false,
};

/** Characters of an address that are logged. */
const mostAddress = 200;

/** A frame that is gone throws when it is read; it is not trusted. */
function senderOf(
  event: RequestEvent,
  { contents, page }: ListenerPorts,
): { readonly isTrusted: boolean; readonly address: string } {
  try {
    const isTrusted = isTrustedSender(event, contents(), page);
    return { isTrusted, address: event.senderFrame?.url.slice(0, mostAddress) ?? 'a frame that is gone' };
  } catch {
    return { isTrusted: false, address: 'a frame that is gone' };
  }
}

/** What `ipcMain` calls for every request: always an answer, also for a sender that is not trusted, and then without any detail. */
export function requestListener(
  handlers: RequestHandlers,
  ports: ListenerPorts,
): (event: RequestEvent, name: unknown, input: unknown) => Promise<Result<unknown>> {
  const { toErrorData, ready, log } = ports;
  const onError = (name: string, error: unknown, data: ErrorData): void => {
    if (data.code === 'internal') log.error(`${name} failed.`, error);
    else log.info(`${name} failed: ${data.message}`, data.detail ?? '');
  };
  return async (event, name, input) => {
    const { isTrusted, address } = senderOf(event, ports);
    if (!isTrusted) {
      log.warn(`A request from ${address} was refused.`);
      return failure(refused);
    }
    await ready.catch(() => undefined);
    return answerRequest(name, input, { handlers, toErrorData, onError });
  };
}
