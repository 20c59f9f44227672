import type { CustomScheme, Protocol } from 'electron';
import { app } from './app.ts';
import { fromChromium, mapScheme } from './app-addresses.ts';
import { withoutGaps } from './not-provided.ts';

type Handler = Parameters<Protocol['handle']>[1];
/** A request in Chromium's protocol. */
export interface InterceptedRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly postData?: string | undefined;
}

/** The parameters of `Fetch.fulfillRequest` without the request's id. */
interface Answer {
  readonly responseCode: number;
  readonly responseHeaders: { readonly name: string; readonly value: string }[];
  /** In base64. */
  readonly body: string;
}

let registered: string | undefined;
let handler: Handler | undefined;

/** @throws for privileges that an intercepted https: origin does not have. */
function checkPrivileges({ scheme, privileges = {} }: CustomScheme): void {
  const { standard, secure, bypassCSP, corsEnabled, allowServiceWorkers, allowExtensions, stream } =
    privileges;
  if (!standard || !secure)
    throw new Error(`not provided by the stand-in: the scheme ${scheme}, neither standard nor secure`);
  if (bypassCSP || corsEnabled || allowServiceWorkers || allowExtensions || stream)
    throw new Error(`not provided by the stand-in: these privileges of the scheme ${scheme}`);
}

/** Of one scheme, whose addresses are mapped to a secure origin of Chromium's. */
export const protocol = withoutGaps('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    const [first, ...others] = schemes;
    if (!first || others.length > 0 || registered !== undefined)
      throw new Error('not provided by the stand-in: more than one scheme of the app');
    checkPrivileges(first);
    registered = first.scheme;
    mapScheme(first.scheme);
  },
  handle(scheme, answer) {
    if (!app.isReady()) throw new Error('protocol.handle cannot be called before app is ready');
    if (scheme !== registered)
      throw new Error(`not provided by the stand-in: the scheme ${scheme}, which is not registered`);
    if (handler) throw new Error(`Failed to register protocol: ${scheme}`);
    handler = answer;
  },
  isProtocolHandled: (scheme) => handler !== undefined && scheme === registered,
} satisfies Pick<Protocol, 'handle' | 'isProtocolHandled' | 'registerSchemesAsPrivileged'>);

/** Chromium requests an icon for every https: origin; Electron requests none from the app. */
const isForIcon = (url: string): boolean => new URL(url).pathname === '/favicon.ico';

/** Answers a request of the page with the app's handler. @throws when there is none, or what it threw. */
export async function answerRequest({ url, method, headers, postData }: InterceptedRequest): Promise<Answer> {
  if (isForIcon(url)) return { responseCode: 204, responseHeaders: [], body: '' };
  if (!handler) throw new Error('ERR_UNKNOWN_URL_SCHEME');
  const request = new Request(fromChromium(url), {
    method,
    headers,
    ...(postData !== undefined && { body: postData }),
  });
  const response = await handler(request);
  return {
    responseCode: response.status,
    responseHeaders: Array.from(response.headers, ([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  };
}
