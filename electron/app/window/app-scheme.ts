import { protocol } from 'electron';
import { builtPage } from './page.ts';
import { answerPageRequest } from './page-files.ts';

const { protocol: schemeAndColon, host } = new URL(builtPage);
const scheme = schemeAndColon.slice(0, -1);

/**
 * Registers the scheme of the page with an origin and rules like https:. Call before the app is ready. The scheme gets no
 * privilege to bypass the content security policy or to be read by another origin.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/**
 * Serves the built page. Call after the app is ready.
 *
 * @param folder the folder that the build wrote.
 * @returns resolves when the page has the files with which it starts: scripts, and what it requested with them.
 */
export function serveBuiltPage(folder: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let pending = 0;
  let hasScript = false;
  protocol.handle(scheme, async (request) => {
    pending += 1;
    hasScript ||= request.url.endsWith('.js');
    try {
      return await answerPageRequest(request, folder, host);
    } finally {
      pending -= 1;
      // After the answer was returned.
      if (hasScript) setImmediate(() => pending === 0 && resolve());
    }
  });
  return promise;
}
