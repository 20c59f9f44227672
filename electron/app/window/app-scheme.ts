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
 * @param folder the folder that the build wrote.
 */
export function serveBuiltPage(folder: string): void {
  protocol.handle(scheme, (request) => answerPageRequest(request, folder, host));
}
