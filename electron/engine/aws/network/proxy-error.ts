/** Why a proxy does not connect. `describeNetworkError` finds these codes in the messages of wrapped errors. */
export type ProxyErrorCode =
  /** The proxy requires a user name and password, or rejected them. */
  | 'ERR_PROXY_LOGIN'
  /** The network requires a sign-in in the browser first (RFC 6585 section 6). */
  | 'ERR_PROXY_PORTAL'
  /** The proxy blocks connections to this host. */
  | 'ERR_PROXY_REFUSED'
  /** The proxy cannot be reached, or does not respond. */
  | 'ERR_PROXY_UNREACHABLE'
  /** The configured proxy is not an HTTP proxy. */
  | 'ERR_PROXY_UNSUPPORTED';

/**
 * A failure of the proxy, not of the host behind it. The sentence is shown to the user. The message contains the code
 * because credential providers of the SDK keep only the message of an inner error.
 */
export class ProxyError extends Error {
  override readonly name = 'ProxyError';
  readonly code: ProxyErrorCode;

  constructor(code: ProxyErrorCode, sentence: string, cause?: unknown) {
    super(`${code}: ${sentence}`, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
