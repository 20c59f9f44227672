/** The address of the built page. Nothing else names its scheme: the page's address is compared as a whole. */
export const builtPage = 'app://bundle/index.html';

/** The address of the app's one page: the built one, or the dev server's; a packaged app never loads from a server. */
export function pageUrl(app: { isPackaged: boolean }, devServer: string | undefined): string {
  return !app.isPackaged && devServer ? new URL(devServer).href : builtPage;
}

/** Whether an address is of the page's own origin: the same scheme, host and port, whatever the path. */
export function isOwnPage(page: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const own = new URL(page);
  const other = new URL(url);
  // Not `origin`: outside of Chromium that of a scheme of our own is always "null".
  return other.protocol === own.protocol && other.host === own.host;
}
