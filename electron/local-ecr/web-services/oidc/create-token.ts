import { z } from 'zod';
import { jsonReply, type WebCall, type WebReply } from '../web-operation.ts';
import type { AccessToken } from '../../identity-center/access-tokens.ts';
import type { IdentityCenter } from '../../identity-center/identity-center.ts';
import { challengeOf } from '../../identity-center/authorization-codes.ts';
import type { OidcClient } from '../../identity-center/oidc-clients.ts';
import { oidcError, readOidcInput } from './oidc-error.ts';

const clientInput = z.object({ clientId: z.string(), clientSecret: z.string(), grantType: z.string() });
const codeInput = z.object({ code: z.string(), redirectUri: z.string(), codeVerifier: z.string() });
const deviceInput = z.object({ deviceCode: z.string() });
const refreshInput = z.object({ refreshToken: z.string() });

/** Issues tokens for an authorization code, an approved device code or a refresh token. */
export function createToken({ services, request }: WebCall): WebReply {
  const { identityCenter } = services;
  const { clientId, clientSecret, grantType } = readOidcInput(clientInput, request.body);
  const client = identityCenter.clients.authenticate(clientId, clientSecret);
  if (!client) throw oidcError('invalid_client', 'Invalid client provided');
  const token = grant(identityCenter, client, grantType, request.body);
  return jsonReply(200, {
    accessToken: token.accessToken,
    tokenType: 'Bearer',
    expiresIn: identityCenter.lifetimes.accessToken,
    refreshToken: token.refreshToken,
  });
}

function grant(
  identityCenter: IdentityCenter,
  client: OidcClient,
  grantType: string,
  body: Buffer,
): AccessToken {
  switch (grantType) {
    case 'authorization_code':
      return redeemCode(identityCenter, client, body);
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return redeemDeviceCode(identityCenter, client, body);
    case 'refresh_token':
      return refresh(identityCenter, client, body);
    default:
      throw oidcError('unsupported_grant_type', 'Unsupported grant type provided');
  }
}

function redeemCode({ codes, tokens }: IdentityCenter, client: OidcClient, body: Buffer): AccessToken {
  const { code, redirectUri, codeVerifier } = readOidcInput(codeInput, body);
  const granted = codes.redeem(code);
  const isRight =
    granted?.clientId === client.clientId &&
    granted.redirectUri === redirectUri &&
    granted.codeChallenge === challengeOf(codeVerifier);
  if (!isRight) throw oidcError('invalid_grant', 'Invalid grant provided');
  return tokens.issue(granted, client);
}

function redeemDeviceCode(
  { deviceCodes, tokens }: IdentityCenter,
  client: OidcClient,
  body: Buffer,
): AccessToken {
  const { deviceCode } = readOidcInput(deviceInput, body);
  const poll = deviceCodes.poll(deviceCode, client.clientId);
  switch (poll.kind) {
    case 'approved':
      return tokens.issue(poll.user, client);
    case 'pending':
      throw oidcError('authorization_pending', 'Authorization is still pending');
    case 'too-soon':
      throw oidcError('slow_down', 'Request rate is too high');
    case 'refused':
      throw oidcError('access_denied', 'Access denied');
    case 'expired':
      throw oidcError('expired_token', 'Device code expired');
    case 'unknown':
      throw oidcError('invalid_grant', 'Invalid device code provided');
  }
}

function refresh({ tokens }: IdentityCenter, client: OidcClient, body: Buffer): AccessToken {
  const { refreshToken } = readOidcInput(refreshInput, body);
  const token = tokens.refresh(refreshToken, client);
  if (!token) throw oidcError('invalid_grant', 'Invalid refresh token provided');
  return token;
}
