import { protocol } from 'electron';
import { builtPage } from './page.ts';
import { answerPageRequest } from './page-files.ts';

const { protocol: schemeAndColon, host } = new URL(builtPage);
const scheme = schemeAndColon.slice(0, -1);

/**
 * Gives the page an origin of its own, as secure as https: and with the same rules; call before the app is ready.
 * It may neither bypass its policy nor be read by another origin.
 */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page; call when the app is ready. @param folder the folder that the build wrote. */
export function serveBuiltPage(folder: string): void {
  protocol.handle(scheme, (request) => answerPageRequest(request, folder, host));
}
