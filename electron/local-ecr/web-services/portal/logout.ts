import type { WebCall, WebReply } from '../web-operation.ts';
import { requireSignIn } from './portal-error.ts';

/** Ends the sign-in, including its refresh token. Role credentials that it issued stay valid until they expire. */
export function logout(webCall: WebCall): WebReply {
  const { accessToken } = requireSignIn(webCall);
  webCall.services.identityCenter.tokens.revoke(accessToken);
  return { status: 200, headers: {}, body: '' };
}
