import type { ECRClient } from '@aws-sdk/client-ecr';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { createSingleFlight } from '../../async/single-flight.ts';
import { endpointOf } from '../network/endpoint-url.ts';
import { resolveRedirect } from '../network/redirect-rules.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';

/** A token for the OCI registry API at `<account>.dkr.ecr.<region>…` (ECR API reference, `GetAuthorizationToken`). */
export interface RegistryToken {
  /** The origin that ECR names: `https://111122223333.dkr.ecr.eu-west-1.amazonaws.com`. */
  readonly address: string;
  /** The value of an Authorization header: a secret. */
  readonly authorization: string;
  /** In milliseconds since 1970; twelve hours after the call. */
  readonly expiresAt: number;
}

/** Milliseconds before the expiration at which a token is renewed: the upload of a layer can take hours. */
const renewalMargin = 30 * 60_000;

/**
 * Calls `GetAuthorizationToken`.
 *
 * @param registryId the account of the registry; undefined for the caller's account.
 * @throws EngineError `not-aws` when the response names an address that must not receive the token.
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
  // The token is the base64 form of `AWS:password`.
  const password = Buffer.from(authorizationToken, 'base64')
    .toString()
    .replace(/^[^:]*:/, '');
  knownSecrets.remember(authorizationToken, password);
  return {
    address: resolveRedirect(proxyEndpoint, await endpointOf(client)).origin,
    authorization: `Basic ${authorizationToken}`,
    expiresAt: expiresAt?.getTime() ?? 0,
  };
}

/** A token that all callers share until it expires or the registry rejects it. */
export interface CachedRegistryToken {
  /** @param fetch gets a new token; concurrent callers share one call. */
  get(fetch: () => Promise<RegistryToken>): Promise<RegistryToken>;
  /** Discards a token that the registry rejects. */
  discard(token: RegistryToken): void;
}

/** Creates an empty cache. @param now milliseconds since 1970. */
export function cacheRegistryToken(now = Date.now): CachedRegistryToken {
  let cached: RegistryToken | undefined;
  const shareRequest = createSingleFlight<RegistryToken>();
  return {
    get(fetch) {
      if (cached && cached.expiresAt - now() > renewalMargin) return Promise.resolve(cached);
      return shareRequest('token', async () => (cached = await fetch()));
    },
    discard(token) {
      if (cached === token) cached = undefined;
    },
  };
}
