import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Windows drive letters come back from Chromium in upper case, whatever the app was started with. */
const upperCaseDrive = (pathname: string): string =>
  pathname.replace(/^\/[a-z]:/, (drive) => drive.toUpperCase());

/**
 * The address of the app's one page: the built file, or the dev server's when there is one.
 * A packaged app never loads from a server.
 */
export function pageUrl(app: { isPackaged: boolean }, devServer: string | undefined, folder: string): string {
  if (!app.isPackaged && devServer) return new URL(devServer).href;
  return pathToFileURL(join(folder, 'index.html')).href;
}

/** Whether an address is the app's own page: the same file whatever its hash, or any path of the dev server. */
export function isOwnPage(page: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const own = new URL(page);
  const other = new URL(url);
  if (own.protocol !== 'file:') return other.origin === own.origin;
  return (
    other.protocol === 'file:' &&
    other.host === own.host &&
    upperCaseDrive(other.pathname) === upperCaseDrive(own.pathname)
  );
}
