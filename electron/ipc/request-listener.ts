import type { ErrorData, Result } from '../../shared/models/result.ts';
import type { Log } from '../app/logging/log.ts';
import type { RequestEvent } from './trusted-sender.ts';
import { checkSender } from './trusted-sender.ts';

export interface ListenerPorts {
  /** The current contents of the app's window. */
  readonly contents: () => unknown;
  /** The URL of the app's page. */
  readonly page: string;
  /** Answers a request of the app's page. */
  readonly answer: (name: unknown, input: unknown) => Promise<Result<unknown>>;
  readonly log: Log;
}

const refused: ErrorData = {
  code: 'access-denied',
  message: 'The page has no access to the app.',
  retryable: false,
};

/**
 * Creates the listener of `ipcMain`. A request of a sender that is not trusted is answered with an error without details.
 * It does not import the requests' schemas, because it is loaded before the window opens.
 */
export function createRequestListener({
  contents,
  page,
  answer,
  log,
}: ListenerPorts): (event: RequestEvent, name: unknown, input: unknown) => Promise<Result<unknown>> {
  return async (event, name, input) => {
    const { isTrusted, url } = checkSender(event, contents(), page);
    if (isTrusted) return answer(name, input);
    log.warn(`A request from ${url} was refused.`);
    return { ok: false, error: refused };
  };
}
