import type { RequestHandlers } from '../../shared/ipc.ts';
import type { ErrorData, Result } from '../../shared/result.ts';
import { failure } from '../../shared/result.ts';
import type { Log } from '../app/logging/log.ts';
import { answerRequest } from './answer-request.ts';
import type { RequestEvent } from './trusted-sender.ts';
import { isTrustedSender } from './trusted-sender.ts';

export interface ListenerPorts {
  /** The current contents of the app's window. */
  readonly contents: () => unknown;
  /** The URL of the app's page. */
  readonly page: string;
  readonly toErrorData: (error: unknown) => ErrorData;
  /** Requests wait until this settles. */
  readonly ready: Promise<unknown>;
  readonly log: Log;
}

const refused: ErrorData = {
  code: 'access-denied',
  message: 'The page has no access to the app.',
  retryable: false,
};

/** Characters of a URL in the log. */
const maxUrl = 200;

const closedFrame = 'a closed frame';

/** A frame that no longer exists throws on access; it is not trusted. */
function checkSender(
  event: RequestEvent,
  { contents, page }: ListenerPorts,
): { readonly isTrusted: boolean; readonly url: string } {
  try {
    const isTrusted = isTrustedSender(event, contents(), page);
    return { isTrusted, url: event.senderFrame?.url.slice(0, maxUrl) ?? closedFrame };
  } catch {
    return { isTrusted: false, url: closedFrame };
  }
}

/** Creates the listener of `ipcMain`. A request of a sender that is not trusted is answered with an error without details. */
export function createRequestListener(
  handlers: RequestHandlers,
  ports: ListenerPorts,
): (event: RequestEvent, name: unknown, input: unknown) => Promise<Result<unknown>> {
  const { toErrorData, ready, log } = ports;
  const onError = (name: string, error: unknown, data: ErrorData): void => {
    if (data.code === 'internal') log.error(`${name} failed.`, error);
    else log.info(`${name} failed: ${data.message}`, data.detail ?? '');
  };
  return async (event, name, input) => {
    const { isTrusted, url } = checkSender(event, ports);
    if (!isTrusted) {
      log.warn(`A request from ${url} was refused.`);
      return failure(refused);
    }
    await ready.catch(() => undefined);
    return answerRequest(name, input, { handlers, toErrorData, onError });
  };
}
