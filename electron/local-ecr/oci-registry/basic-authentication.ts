import type { Caller } from '../accounts/accounts.ts';
import type { AuthorizationTokens } from '../accounts/authorization-tokens.ts';
import { RegistryError } from './registry-error.ts';

/**
 * The caller of a Basic Authorization header. The user name is always `AWS`, the password a token of
 * GetAuthorizationToken in this region.
 *
 * @throws RegistryError UNAUTHORIZED (401), or DENIED (403) when the password has expired after twelve hours
 */
export function authenticate(
  tokens: AuthorizationTokens,
  region: string,
  authorization: string | undefined,
): Caller {
  const password = passwordOf(authorization);
  const token = password === undefined ? undefined : tokens.find(password);
  if (!token || token.region !== region) throw new RegistryError(401, 'UNAUTHORIZED', 'Not Authorized');
  if (token.expiresAt.getTime() <= Date.now()) {
    throw new RegistryError(
      403,
      'DENIED',
      'Your authorization token has expired. Reauthenticate and try again.',
    );
  }
  return token.caller;
}

/** The challenge for a client without credentials. */
export function challenge(host: string): string {
  return `Basic realm="http://${host}/",service="ecr.amazonaws.com"`;
}

function passwordOf(authorization: string | undefined): string | undefined {
  const encoded = /^basic ([a-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [user, ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return user === 'AWS' ? password.join(':') : undefined;
}
