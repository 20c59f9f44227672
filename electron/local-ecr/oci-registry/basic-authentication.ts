import type { Caller } from '../accounts/accounts.ts';
import type { AuthorizationTokens } from '../accounts/authorization-tokens.ts';
import { DoorError } from './registry-error.ts';

/**
 * Whose password a Basic Authorization header carries. The user is always `AWS`, the password what
 * GetAuthorizationToken gave out in this region.
 *
 * @throws DoorError UNAUTHORIZED (401), DENIED (403) when the password's twelve hours are over
 */
export function authenticate(
  tokens: AuthorizationTokens,
  region: string,
  authorization: string | undefined,
): Caller {
  const password = passwordOf(authorization);
  const token = password === undefined ? undefined : tokens.find(password);
  if (!token || token.region !== region) throw new DoorError(401, 'UNAUTHORIZED', 'Not Authorized');
  if (token.expiresAt.getTime() <= Date.now()) {
    throw new DoorError(403, 'DENIED', 'Your authorization token has expired. Reauthenticate and try again.');
  }
  return token.caller;
}

/** What a client without credentials is asked for. */
export function challenge(host: string): string {
  return `Basic realm="http://${host}/",service="ecr.amazonaws.com"`;
}

function passwordOf(authorization: string | undefined): string | undefined {
  const encoded = /^basic ([a-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [user, ...password] = Buffer.from(encoded, 'base64').toString().split(':');
  return user === 'AWS' ? password.join(':') : undefined;
}
