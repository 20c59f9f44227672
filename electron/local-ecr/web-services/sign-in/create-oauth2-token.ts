import { z } from 'zod';
import { jsonReply, type WebCall, type WebReply } from '../web-operation.ts';
import { readDpopProof, type DpopProof } from '../../sign-in/dpop-proof.ts';
import { loginCredentialsLifetime } from '../../sign-in/login-sessions.ts';
import { invalidRequest, refreshFailed } from './sign-in-error.ts';

const input = z.object({
  clientId: z.string(),
  grantType: z.literal('refresh_token'),
  refreshToken: z.string(),
});

const fiveMinutes = 5 * 60 * 1000;

/** Issues new short-term credentials for a console sign-in, to a client that proves possession of its key. */
export function createOAuth2Token(webCall: WebCall): WebReply {
  const { services, request } = webCall;
  const { key } = requireProof(webCall);
  const { logins } = services;
  if (logins.end !== undefined) throw refreshFailed(logins.end);
  const refreshed = logins.refresh(readInput(request.body).refreshToken, key);
  if (!refreshed) throw refreshFailed('TOKEN_EXPIRED');
  const { accessKeyId, secretAccessKey, sessionToken } = refreshed.credentials;
  return jsonReply(200, {
    accessToken: { accessKeyId, secretAccessKey, sessionToken },
    tokenType: 'aws_sigv4',
    expiresIn: services.accounts.sessions.lifetimeSeconds ?? loginCredentialsLifetime,
    refreshToken: refreshed.refreshToken,
  });
}

/** The checks of RFC 9449, section 4.3. */
function requireProof({ services, request, url }: WebCall): DpopProof {
  const proof = readDpopProof(String(request.headers['dpop'] ?? ''));
  const isRight =
    proof !== undefined &&
    proof.method === request.method &&
    proof.url === `${url.origin}${url.pathname}` &&
    Math.abs(proof.issuedAt * 1000 - services.faults.now()) < fiveMinutes &&
    services.logins.isNewProof(proof.id);
  if (!isRight) throw invalidRequest('The DPoP proof is invalid');
  return proof;
}

function readInput(body: Buffer): z.infer<typeof input> {
  try {
    return input.parse(JSON.parse(body.toString()));
  } catch {
    throw invalidRequest('The request is invalid');
  }
}
