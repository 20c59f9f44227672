import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { CallbackOutcome } from './callback-page.ts';
import { renderCallbackPage } from './callback-page.ts';

const callbackPath = '/oauth/callback';

/** The redirect URI that a client registers; any port of the loopback address matches it (RFC 8252 section 7.3). */
export const registeredRedirectUri = `http://127.0.0.1${callbackPath}`;

/** The parameters of the redirect: an authorization code, or an error code (RFC 6749 sections 4.1.2 and 4.1.2.1). */
export type Callback =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string };

/** A server on this computer that receives the redirect of the browser for one sign-in. */
export interface CallbackServer {
  readonly redirectUri: string;
  /** Resolves with the first request that contains the state; all other requests are rejected and have no effect. */
  readonly callback: Promise<Callback>;
  /** Responds to the browser with the outcome and releases the port. */
  close(outcome: CallbackOutcome): Promise<void>;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in constant time. */
const isSame = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right));

/** Reads a callback, or returns the HTTP status that rejects the request. */
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

/** Resolves when the page is sent, or the connection is closed; a closed one emits no event any more. */
const respond = (response: ServerResponse, status: number, outcome: CallbackOutcome): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed) {
      resolve();
      return;
    }
    response.on('finish', resolve).on('close', resolve);
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
      // The URL of the page contains the authorization code.
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    response.end(renderCallbackPage(outcome));
  });

/** Starts a server on a free port of 127.0.0.1, which other computers cannot reach. */
export async function openCallbackServer(state: string): Promise<CallbackServer> {
  const { promise: callback, resolve: resolveCallback } = Promise.withResolvers<Callback>();
  const pendingResponses: ServerResponse[] = [];

  const server = createServer((request, response) => {
    const read = readCallback(request, state);
    if (typeof read === 'number') {
      void respond(response, read, 'not-expected');
      return;
    }
    pendingResponses.push(response);
    resolveCallback(read);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The callback server has no port');

  return {
    redirectUri: `http://127.0.0.1:${address.port}${callbackPath}`,
    callback,
    async close(outcome) {
      const closed = new Promise((resolve) => server.close(resolve));
      await Promise.all(pendingResponses.splice(0).map((response) => respond(response, 200, outcome)));
      server.closeAllConnections();
      await closed;
    },
  };
}
