import { z } from 'zod';
import { jsonReply, type WebCall, type WebReply } from '../web-operation.ts';
import { oidcError, readOidcInput } from './oidc-error.ts';

const input = z.object({
  clientName: z.string().min(1),
  clientType: z.string(),
  scopes: z.array(z.string()).default([]),
  redirectUris: z.array(z.string()).default([]),
  grantTypes: z.array(z.string()).default([]),
  issuerUrl: z.string().optional(),
});

const grantTypes = new Set([
  'authorization_code',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:device_code',
]);

/** Registers an application. The authorization code flow requires its redirect URI and start URL. */
export function registerClient({ services, request }: WebCall): WebReply {
  const client = readOidcInput(input, request.body);
  if (client.clientType !== 'public')
    throw oidcError('invalid_client_metadata', 'Only public clients are supported');
  if (client.scopes.some((scope) => !/^\w+(:\w+)+$/.test(scope)))
    throw oidcError('invalid_scope', 'Invalid scope provided');
  if (client.grantTypes.some((grantType) => !grantTypes.has(grantType)))
    throw oidcError('unsupported_grant_type', 'Unsupported grant type provided');
  if (client.grantTypes.includes('authorization_code')) {
    if (client.redirectUris.length === 0)
      throw oidcError('invalid_redirect_uri', 'A redirect URI is required for the authorization_code grant');
    if (client.issuerUrl === undefined || !services.identityCenter.has(client.issuerUrl))
      throw oidcError('invalid_request', 'Invalid issuer URL provided');
  }
  const { clientId, clientSecret, issuedAt, expiresAt } = services.identityCenter.clients.register(client);
  return jsonReply(200, {
    clientId,
    clientSecret,
    clientIdIssuedAt: Math.floor(issuedAt / 1000),
    clientSecretExpiresAt: Math.floor(expiresAt / 1000),
  });
}
