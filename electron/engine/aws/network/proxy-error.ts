/** Node's codes and ours for what goes wrong on the way to and through a proxy. */
export type ProxyErrorCode =
  /** It wants a name and password, or others than it was given. */
  | 'ERR_PROXY_LOGIN'
  /** The network wants a sign-in first, in a browser (RFC 6585 section 6). */
  | 'ERR_PROXY_PORTAL'
  /** It does not let through to this host. */
  | 'ERR_PROXY_REFUSED'
  /** It cannot be reached, or does not answer. */
  | 'ERR_PROXY_UNREACHABLE'
  /** It is none that this app can use. */
  | 'ERR_PROXY_UNSUPPORTED';

/**
 * A failure of the proxy, not of AWS behind it. Its sentence is for a person. The code stands in the text too: a
 * credential provider of the SDK keeps nothing but the text of what failed inside it.
 */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code: ProxyErrorCode;

  constructor(code: ProxyErrorCode, sentence: string, cause?: unknown) {
    super(`${code}: ${sentence}`, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
