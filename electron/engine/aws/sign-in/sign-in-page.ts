import { EngineError } from '../../errors/engine-error.ts';

/** A page that a sign-in opens in the person's own browser. */
export interface SignInPage {
  readonly url: string;
  /** The profile has an endpoint of its own, which may be on this machine and without TLS. */
  readonly isCustomEndpoint: boolean;
}

/**
 * Whether a sign-in may open this page: over https; on this very machine over http too, where the profile itself sends its
 * sign-in there.
 */
export function isSignInPage({ url, isCustomEndpoint }: SignInPage): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (isCustomEndpoint && protocol === 'http:' && hostname === '127.0.0.1');
}

/** @throws EngineError when the page is none that may be opened, or shown. */
export function checkSignInPage(page: SignInPage): SignInPage {
  if (isSignInPage(page)) return page;
  throw new EngineError({
    code: 'not-aws',
    message:
      'The sign-in would lead to a page that is not safe to open. Check the network and your AWS config.',
    retryable: false,
  });
}
