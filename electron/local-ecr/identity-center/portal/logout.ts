import type { WebCall, WebReply } from '../../core/web-operation.ts';
import { requireSignIn } from './portal-error.ts';

/** Ends the sign-in, its refresh token included. Role credentials that it gave out live on until their end. */
export function logout(webCall: WebCall): WebReply {
  const { accessToken } = requireSignIn(webCall);
  webCall.services.identityCenter.tokens.revoke(accessToken);
  return { status: 200, headers: {}, body: '' };
}
