import { shell } from 'electron';
import type { SignInPage } from '../../engine/aws/sign-in/sign-in-page.ts';
import { checkSignInPage } from '../../engine/aws/sign-in/sign-in-page.ts';
import { isAllowedLink } from './allowed-links.ts';

/** Opens a link in the user's browser when it is allowed. */
export function openExternalLink(link: string): void {
  if (isAllowedLink(link)) void shell.openExternal(link);
}

/**
 * Opens the page of a sign-in in the user's browser: any host over https, because an identity provider has its own host.
 * @throws EngineError when a sign-in must not open the page.
 */
export async function openSignInPage(page: SignInPage): Promise<void> {
  await shell.openExternal(checkSignInPage(page).url);
}
