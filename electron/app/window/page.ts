/** The URL of the built page, and the only place of its scheme. */
export const builtPage = 'app://bundle/index.html';

/** The URL of the app's page: the built one, or the one of the dev server, which a packaged app never loads. */
export function pageUrl(app: { isPackaged: boolean }, devServer: string | undefined): string {
  return !app.isPackaged && devServer ? new URL(devServer).href : builtPage;
}

/** Whether a URL has the origin of the page: scheme, host and port. */
export function isAppPage(page: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const expected = new URL(page);
  const actual = new URL(url);
  // Outside of Chromium the `origin` of a custom scheme is always "null".
  return actual.protocol === expected.protocol && actual.host === expected.host;
}
