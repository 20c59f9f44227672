import { z } from 'zod';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { Network } from '../network/network.ts';
import { sendRequest, NotAwsError, readJson } from './send-request.ts';
import { readServiceError } from './service-error.ts';

/** This app, as IAM Identity Center knows it. `expiresAt` in milliseconds since 1970. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly expiresAt: number;
}

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
 * The three calls of IAM Identity Center's OIDC service that a sign-in takes; none is signed.
 * All throw ServiceError with AWS's error name, NotAwsError, what Node throws for a network failure, or the signal's reason.
 * Source: API model of SSO OIDC 2019-06-10.
 */
export interface OidcClient {
  /** Without a slash at its end. */
  readonly url: string;
  registerClient(input: RegisterClientInput, signal: AbortSignal): Promise<ClientRegistration>;
  startDeviceAuthorization(
    client: ClientRegistration,
    startUrl: string,
    signal: AbortSignal,
  ): Promise<DeviceAuthorization>;
  createToken(client: ClientRegistration, grant: TokenGrant, signal: AbortSignal): Promise<OidcToken>;
}

const registered = z.object({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  clientSecretExpiresAt: z.number(),
});

const authorization = z.object({
  deviceCode: z.string().min(1),
  userCode: z.string().min(1),
  verificationUri: z.url(),
  verificationUriComplete: z.url(),
  expiresIn: z.number().positive(),
  /** Five seconds where none is given (RFC 8628 3.2), and never without a pause. */
  interval: z
    .number()
    .nullish()
    .transform((seconds) => Math.max(1, seconds ?? 5)),
});

const token = z.object({
  accessToken: z.string().min(1),
  expiresIn: z.number().positive(),
  refreshToken: z
    .string()
    .nullish()
    .transform((text) => text || undefined),
});

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null;

const secretsOf = (body: Readonly<Record<string, unknown>>): readonly string[] =>
  ['clientSecret', 'deviceCode', 'code', 'codeVerifier', 'refreshToken', 'accessToken'].flatMap((key) => {
    const value = body[key];
    return typeof value === 'string' ? [value] : [];
  });

export function createOidcClient(network: Network, url: string): OidcClient {
  const post = async <T>(
    path: string,
    schema: z.ZodType<T>,
    body: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<T> => {
    const secrets = secretsOf(body);
    knownSecrets.remember(...secrets);
    const answer = await sendRequest(network, { method: 'POST', url: url + path, body, signal });
    if (answer.status !== 200) throw readServiceError(url, answer, secrets);
    const json = readJson(url, answer);
    if (isRecord(json)) knownSecrets.remember(...secretsOf(json));
    const parsed = schema.safeParse(json);
    // What came holds tokens: neither it nor what is wrong with it is told.
    if (!parsed.success) throw new NotAwsError(url, answer.status);
    return parsed.data;
  };

  return {
    url,
    async registerClient(input, signal) {
      const answer = await post('/client/register', registered, { ...input }, signal);
      const { clientId, clientSecret, clientSecretExpiresAt } = answer;
      return { clientId, clientSecret, expiresAt: clientSecretExpiresAt * 1000 };
    },
    startDeviceAuthorization: ({ clientId, clientSecret }, startUrl, signal) =>
      post('/device_authorization', authorization, { clientId, clientSecret, startUrl }, signal),
    createToken: ({ clientId, clientSecret }, grant, signal) =>
      post('/token', token, { clientId, clientSecret, ...grant }, signal),
  };
}
