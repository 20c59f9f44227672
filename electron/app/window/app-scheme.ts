import { protocol } from 'electron';
import { answerPageRequest } from './page-files.ts';

/** The scheme of the page's address. Nothing else may name it: the page's address is compared as a whole. */
const scheme = 'app';
const host = 'bundle';

/** The address of the built page. */
export const builtPage = `${scheme}://${host}/index.html`;

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
