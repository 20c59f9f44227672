import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { CallbackOutcome } from './callback-page.ts';
import { renderCallbackPage } from './callback-page.ts';

const callbackPath = '/oauth/callback';

/** What a client registers: any port of this machine is meant (RFC 8252 7.3). */
export const registeredRedirectUri = `http://127.0.0.1${callbackPath}`;

export type Callback =
  { readonly kind: 'code'; readonly code: string } | { readonly kind: 'error'; readonly error: string };

/** Waits on this machine, for one sign-in, for the browser to come back from AWS. */
export interface CallbackServer {
  readonly redirectUri: string;
  /** Resolves with the first request that carries the state; everything else is sent away and changes nothing. */
  readonly called: Promise<Callback>;
  /** Tells the browser how it went, if it still waits, and frees the port; nothing when it is closed already. */
  close(outcome: CallbackOutcome): Promise<void>;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Takes the same time whatever is equal. */
const isSame = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

/** The callback that a request is, or the status to send it away with. */
function readCallback({ method, url = '' }: IncomingMessage, state: string): Callback | number {
  const [path, query] = url.split('?', 2);
  if (path !== callbackPath) return 404;
  if (method !== 'GET') return 405;
  const parameters = new URLSearchParams(query);
  if (!isSame(parameters.get('state') ?? '', state)) return 400;
  const error = parameters.get('error');
  if (error !== null) return { kind: 'error', error };
  const code = parameters.get('code');
  return code ? { kind: 'code', code } : 400;
}

/** Resolves when the page is on its way, or its reader is gone. */
const answer = (response: ServerResponse, status: number, outcome: CallbackOutcome): Promise<void> =>
  new Promise((resolve) => {
    response.on('finish', resolve).on('close', resolve);
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
      // The address of the page holds the code.
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    response.end(renderCallbackPage(outcome));
  });

/** Listens on a free port of 127.0.0.1, which nothing outside this machine reaches. */
export async function openCallbackServer(state: string): Promise<CallbackServer> {
  const { promise: called, resolve: call } = Promise.withResolvers<Callback>();
  const waiting: ServerResponse[] = [];

  const server = createServer((request, response) => {
    const callback = readCallback(request, state);
    if (typeof callback === 'number') {
      void answer(response, callback, 'not-expected');
      return;
    }
    waiting.push(response);
    call(callback);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The callback server has no port');

  return {
    redirectUri: `http://127.0.0.1:${address.port}${callbackPath}`,
    called,
    async close(outcome) {
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all(waiting.splice(0).map((response) => answer(response, 200, outcome)));
      server.closeAllConnections();
      await closed;
    },
  };
}
