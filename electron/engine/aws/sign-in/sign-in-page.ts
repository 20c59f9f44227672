import { EngineError } from '../../errors/engine-error.ts';

/** A page that a sign-in opens in the user's browser. */
export interface SignInPage {
  readonly url: string;
  /** Whether the profile has a custom endpoint, which can be on this computer and without TLS. */
  readonly isCustomEndpoint: boolean;
}

/** Whether a sign-in may open this page: https, or http on this computer for a profile with a custom endpoint. */
export function isSignInPage({ url, isCustomEndpoint }: SignInPage): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (isCustomEndpoint && protocol === 'http:' && hostname === '127.0.0.1');
}

/** @throws EngineError `not-aws` for a page that must not be opened or displayed. */
export function checkSignInPage(page: SignInPage): SignInPage {
  if (isSignInPage(page)) return page;
  throw new EngineError({
    code: 'not-aws',
    message:
      'The sign-in requests a page that is not safe to open. Check the network and your AWS config, then sign in again.',
    retryable: false,
  });
}
