import type { ECRClient } from '@aws-sdk/client-ecr';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { createSingleFlight } from '../async/single-flight.ts';
import { readEndpointUrl } from '../aws/network/endpoint-url.ts';
import { resolveRedirect } from '../aws/network/redirect-rules.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';

/** What opens the registry's own door: the Docker Registry v2 API at `<account>.dkr.ecr.<region>…`. */
export interface RegistryToken {
  /** `https://111122223333.dkr.ecr.eu-west-1.amazonaws.com`, as ECR names it. */
  readonly address: string;
  /** The value of an Authorization header: a secret. */
  readonly authorization: string;
  /** Milliseconds since 1970; twelve hours after it was given out. */
  readonly expiresAt: number;
}

/** A token is not begun with this shortly before its end, in milliseconds: a layer may take its hours. */
const renewalMargin = 30 * 60_000;

/**
 * The registry has another owner's account in its name where `registryId` says so.
 *
 * @throws EngineError `not-aws` when the answer leads to an address that must not be shown the token.
 */
export async function fetchRegistryToken(
  client: ECRClient,
  registryId: string | undefined,
  abortSignal: AbortSignal | undefined,
): Promise<RegistryToken> {
  const input = registryId === undefined ? {} : { registryIds: [registryId] };
  const { authorizationData = [] } = await client.send(new GetAuthorizationTokenCommand(input), {
    ...(abortSignal && { abortSignal }),
  });
  const { authorizationToken = '', expiresAt, proxyEndpoint = '' } = authorizationData[0] ?? {};
  // The token as it is sent, and the password within it.
  const password = Buffer.from(authorizationToken, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
  knownSecrets.remember(authorizationToken, password);
  return {
    address: resolveRedirect(proxyEndpoint, await readEndpointUrl(client)).origin,
    authorization: `Basic ${authorizationToken}`,
    expiresAt: expiresAt?.getTime() ?? 0,
  };
}

/** One token for everybody who asks, until it ends or the registry refuses it. */
export interface CachedRegistryToken {
  get(fetch: () => Promise<RegistryToken>): Promise<RegistryToken>;
  /** The registry took this one no more. */
  forget(token: RegistryToken): void;
}

export function cacheRegistryToken(now = Date.now): CachedRegistryToken {
  let held: RegistryToken | undefined;
  const shareRequest = createSingleFlight<RegistryToken>();
  return {
    get(fetch) {
      if (held && held.expiresAt - now() > renewalMargin) return Promise.resolve(held);
      return shareRequest('token', async () => (held = await fetch()));
    },
    forget(token) {
      if (held === token) held = undefined;
    },
  };
}
