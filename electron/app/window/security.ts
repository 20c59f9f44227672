import type { Event, WebContents, WebContentsWillNavigateEventParams } from 'electron';
import { app, session, shell } from 'electron';
import type { SignInPage } from '../../engine/aws/sign-in/sign-in-page.ts';
import { checkSignInPage } from '../../engine/aws/sign-in/sign-in-page.ts';
import { isAllowedLink } from './external-links.ts';
import type { Log } from '../logging/log.ts';
import { isOwnPage } from './page.ts';

/** Hands a link on the allow-list to the person's browser. */
export function openExternalLink(link: string): void {
  if (isAllowedLink(link)) void shell.openExternal(link);
}

/**
 * Opens the page of a sign-in in the person's browser: any host over https, for a company's identity provider may be anywhere.
 * @throws EngineError when the page is none that a sign-in may open.
 */
export async function openSignInPage(page: SignInPage): Promise<void> {
  await shell.openExternal(checkSignInPage(page).url);
}

/** Whatever a page tries, it stays our page: no navigation, no window, no webview. */
function confine(contents: WebContents, page: string, log: Log): void {
  const stay = (event: Event<WebContentsWillNavigateEventParams>): void => {
    if (isOwnPage(page, event.url)) return;
    log.warn(`A navigation to ${event.url} was refused.`);
    event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(page, event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternalLink(url);
    return { action: 'deny' };
  });
}

function denyPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
}

/**
 * Closes every way out of our page; call before the first window.
 * Points 5, 13, 14 and 15 of https://www.electronjs.org/docs/latest/tutorial/security
 */
export function secureContents(page: string, log: Log): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, page, log));
  denyPermissions();
}
