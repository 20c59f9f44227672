import { EngineError } from '../../errors/engine-error.ts';

const isEncrypted = ({ protocol }: URL): boolean => protocol === 'https:';

const createUnsafeUrlError = (from: URL, reason: string): EngineError =>
  new EngineError({
    code: 'not-aws',
    message: `${from.host} responded with an address that is not safe to use (${reason}). Nothing was sent to it. Check the network and the proxy, then try again.`,
    retryable: false,
    action: 'retry',
  });

/**
 * Resolves the address that a response names for the next request, as in `Location` (RFC 9110 section 10.2.2). Accepts
 * https; accepts http only if the response came over http, as from a custom endpoint.
 *
 * @param location absolute or relative.
 * @param from the URL of the response.
 * @throws EngineError `not-aws` for an address that must not be used.
 */
export function resolveRedirect(location: string, from: string): URL {
  const base = new URL(from);
  if (location === '' || !URL.canParse(location, from)) throw createUnsafeUrlError(base, 'no address');
  const target = new URL(location, from);
  const isAllowed = isEncrypted(target) || (target.protocol === 'http:' && base.protocol === 'http:');
  if (!isAllowed) throw createUnsafeUrlError(base, target.protocol.replace(/:$/, ''));
  // Node sends a user name and password in a URL as credentials.
  if (target.username !== '' || target.password !== '')
    throw createUnsafeUrlError(base, 'it contains a user name or password');
  return target;
}

/** Whether credentials for one URL may be sent to the other: scheme, host and port are equal (RFC 6454). */
export const isSameOrigin = (one: URL, other: URL): boolean => one.origin === other.origin;
