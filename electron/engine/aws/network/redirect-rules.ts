import { EngineError } from '../../errors/engine-error.ts';

const isEncrypted = ({ protocol }: URL): boolean => protocol === 'https:';

const refused = (from: URL, what: string): EngineError =>
  new EngineError({
    code: 'not-aws',
    message: `${from.host} answered with an address that is not safe to use (${what}). Nothing was sent there. Check the network and the proxy, then try again.`,
    retryable: false,
    action: 'retry',
  });

/**
 * The address that an answer names to go on with, as in `Location` (RFC 9110 section 10.2.2). It may be relative. Over
 * https always; over http only where the one who named it is http itself, as an endpoint of one's own may be.
 *
 * @param from the address whose answer names it.
 * @throws EngineError `not-aws` when it must not be followed.
 */
export function resolveRedirect(named: string, from: string): URL {
  const base = new URL(from);
  if (named === '' || !URL.canParse(named, from)) throw refused(base, 'no address');
  const target = new URL(named, from);
  const isAllowed = isEncrypted(target) || (target.protocol === 'http:' && base.protocol === 'http:');
  if (!isAllowed) throw refused(base, target.protocol.replace(/:$/, ''));
  // Node would send them as credentials, which are somebody else's.
  if (target.username !== '' || target.password !== '') throw refused(base, 'it has a name or a password');
  return target;
}

/** Whether what was given for one address may be shown to the other: scheme, host and port are the same (RFC 6454). */
export const isSameOrigin = (one: URL, other: URL): boolean => one.origin === other.origin;
