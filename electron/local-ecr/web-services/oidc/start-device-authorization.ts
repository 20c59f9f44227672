import { z } from 'zod';
import { jsonReply, type WebCall, type WebReply } from '../web-operation.ts';
import { oidcError, readOidcInput } from './oidc-error.ts';

const input = z.object({ clientId: z.string(), clientSecret: z.string(), startUrl: z.string() });

/** Starts the device flow: a device code for the application and a user code for the user. */
export function startDeviceAuthorization({ services, request }: WebCall): WebReply {
  const { clientId, clientSecret, startUrl } = readOidcInput(input, request.body);
  const { identityCenter } = services;
  const { clients, deviceCodes, lifetimes } = identityCenter;
  if (!clients.authenticate(clientId, clientSecret))
    throw oidcError('invalid_client', 'Invalid client provided');
  if (!identityCenter.has(startUrl)) throw oidcError('invalid_request', 'Invalid start url provided');
  const { deviceCode, userCode } = deviceCodes.issue(clientId, startUrl);
  const verificationUri = `${request.origin}/device`;
  return jsonReply(200, {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
    expiresIn: lifetimes.deviceCode,
    interval: lifetimes.pollInterval,
  });
}
