import type { ECRClient } from '@aws-sdk/client-ecr';
import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { createSingleFlight } from '../async/single-flight.ts';
import { readEndpointUrl } from '../aws/network/endpoint-url.ts';
import { resolveRedirect } from '../aws/network/redirect-rules.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';

/** Authorizes requests to the registry endpoint, the OCI registry API at `<account>.dkr.ecr.<region>…`. */
export interface RegistryToken {
  /** `https://111122223333.dkr.ecr.eu-west-1.amazonaws.com`, from ECR's response. */
  readonly address: string;
  /** The value of the Authorization header: a secret. */
  readonly authorization: string;
  /** Milliseconds since 1970; twelve hours after the token was issued. */
  readonly expiresAt: number;
}

/** Milliseconds before the expiry in which a token is no longer used, because uploading a layer may take that long. */
const renewalMargin = 30 * 60_000;

/**
 * Calls GetAuthorizationToken.
 *
 * @param registryId the account of the registry; the profile's own account when undefined.
 * @throws EngineError `not-aws` when the response names an address that must not get the token.
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
  // Both forms are redacted: the token as it is sent, and the password in it.
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

/** One token for all requests, until it expires or the registry rejects it. */
export interface CachedRegistryToken {
  get(fetch: () => Promise<RegistryToken>): Promise<RegistryToken>;
  /** Removes a token that the registry rejected. */
  forget(token: RegistryToken): void;
}

export function cacheRegistryToken(now = Date.now): CachedRegistryToken {
  let cached: RegistryToken | undefined;
  const shareRequest = createSingleFlight<RegistryToken>();
  return {
    get(fetch) {
      if (cached && cached.expiresAt - now() > renewalMargin) return Promise.resolve(cached);
      return shareRequest('token', async () => (cached = await fetch()));
    },
    forget(token) {
      if (cached === token) cached = undefined;
    },
  };
}
