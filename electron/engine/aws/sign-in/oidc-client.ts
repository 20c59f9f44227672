import { z } from 'zod';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { Network } from '../network/network.ts';
import { sendRequest, NotAwsError, readJson } from './send-request.ts';
import { readServiceError } from './service-error.ts';

/** The registration of this app with IAM Identity Center. `expiresAt` in milliseconds since 1970. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiresAt: number;
}

/** The input of RegisterClient (IAM Identity Center OIDC API reference). */
export interface RegisterClientInput {
  readonly clientName: string;
  readonly clientType: 'public';
  readonly scopes?: readonly string[];
  readonly grantTypes?: readonly string[];
  readonly redirectUris?: readonly string[];
  readonly issuerUrl?: string;
}

/** `expiresIn` and `interval` in seconds. */
export interface DeviceAuthorization {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly verificationUri: string;
  readonly verificationUriComplete: string;
  readonly expiresIn: number;
  readonly interval: number;
}

/** The input of CreateToken for one grant type (IAM Identity Center OIDC API reference), without the client. */
export type TokenGrant =
  | {
      readonly grantType: 'authorization_code';
      readonly code: string;
      readonly codeVerifier: string;
      readonly redirectUri: string;
    }
  | { readonly grantType: 'urn:ietf:params:oauth:grant-type:device_code'; readonly deviceCode: string }
  | { readonly grantType: 'refresh_token'; readonly refreshToken: string };

/** `expiresIn` in seconds. */
export interface OidcToken {
  readonly accessToken: string;
  readonly expiresIn: number;
  readonly refreshToken?: string | undefined;
}

/**
 * The three unsigned operations of the IAM Identity Center OIDC API (version 2019-06-10) that a sign-in uses.
 * All throw ServiceError with AWS's error name, NotAwsError, Node's error for a network failure, or the signal's reason.
 */
export interface OidcClient {
  /** Without a trailing slash. */
  readonly url: string;
  registerClient(input: RegisterClientInput, signal: AbortSignal): Promise<ClientRegistration>;
  startDeviceAuthorization(
    client: ClientRegistration,
    startUrl: string,
    signal: AbortSignal,
  ): Promise<DeviceAuthorization>;
  createToken(client: ClientRegistration, grant: TokenGrant, signal: AbortSignal): Promise<OidcToken>;
}

const registrationResponse = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  clientSecretExpiresAt: z.number(),
});

/** Seconds between two polls; a code is valid for ten minutes. */
const maxInterval = 600;

const authorizationResponse = z.object({
  deviceCode: z.string().min(1),
  userCode: z.string().min(1),
  verificationUri: z.url(),
  verificationUriComplete: z.url(),
  expiresIn: z.number().positive(),
  /** Five seconds if absent (RFC 8628 section 3.2), and at least one: Node.js does not wait for longer than 24 days at all. */
  interval: z
    .number()
    .nullish()
    .transform((seconds) => Math.min(maxInterval, Math.max(1, seconds ?? 5))),
});

const tokenResponse = z.object({
  accessToken: z.string().min(1),
  expiresIn: z.number().positive(),
  refreshToken: z
    .string()
    .nullish()
    .transform((text) => text || undefined),
});

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null;

const listSecrets = (body: Readonly<Record<string, unknown>>): readonly string[] =>
  ['clientSecret', 'deviceCode', 'code', 'codeVerifier', 'refreshToken', 'accessToken'].flatMap((key) => {
    const value = body[key];
    return typeof value === 'string' ? [value] : [];
  });

/**
 * Creates a client, which registers the secrets of requests and responses for redaction. It repeats no request.
 *
 * @param url the endpoint, without a trailing slash.
 */
export function createOidcClient(network: Network, url: string): OidcClient {
  const post = async <T>(
    path: string,
    schema: z.ZodType<T>,
    body: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<T> => {
    const secrets = listSecrets(body);
    knownSecrets.remember(...secrets);
    const response = await sendRequest(network, { method: 'POST', url: url + path, body, signal });
    if (response.status !== 200) throw readServiceError(url, response, secrets);
    const json = readJson(url, response);
    if (isRecord(json)) knownSecrets.remember(...listSecrets(json));
    const parsed = schema.safeParse(json);
    // The error omits the response and the problem in it, because both can contain tokens.
    if (!parsed.success) throw new NotAwsError(url, response.status);
    return parsed.data;
  };

  return {
    url,
    async registerClient(input, signal) {
      const response = await post('/client/register', registrationResponse, { ...input }, signal);
      const { clientId, clientSecret, clientSecretExpiresAt } = response;
      return { clientId, clientSecret, expiresAt: clientSecretExpiresAt * 1000 };
    },
    startDeviceAuthorization: ({ clientId, clientSecret }, startUrl, signal) =>
      post('/device_authorization', authorizationResponse, { clientId, clientSecret, startUrl }, signal),
    createToken: ({ clientId, clientSecret }, grant, signal) =>
      post('/token', tokenResponse, { clientId, clientSecret, ...grant }, signal),
  };
}
