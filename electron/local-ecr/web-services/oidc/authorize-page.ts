import type { WebCall, WebReply } from '../web-operation.ts';
import { allowsRedirect } from '../../identity-center/oidc-clients.ts';
import { decisionOf, page, question } from './page.ts';

/**
 * The page that the browser opens for the authorization code flow. It redirects to the application with the user's
 * answer; errors of the request itself are shown to the user instead (RFC 6749, section 4.1.2.1).
 */
export function authorizePage({ services, url }: WebCall): WebReply {
  const { identityCenter } = services;
  const parameter = (name: string) => url.searchParams.get(name) ?? '';
  const client = identityCenter.clients.find(parameter('client_id'));
  const redirectUri = parameter('redirect_uri');
  const isRight =
    client?.issuerUrl !== undefined &&
    allowsRedirect(client, redirectUri) &&
    parameter('response_type') === 'code' &&
    parameter('code_challenge_method') === 'S256' &&
    /^[\w-]{43}$/.test(parameter('code_challenge')) &&
    parameter('scopes')
      .split(' ')
      .every((scope) => client.scopes.includes(scope));
  if (!isRight || client.issuerUrl === undefined) return page(400, 'Invalid request', '');
  const user = identityCenter.userOf(client.issuerUrl, identityCenter.person.user);
  if (!user) return page(403, 'There is no such user', '');
  switch (decisionOf(url, identityCenter.person)) {
    case 'wait':
      return question('Allow the application to access your data?', url);
    case 'refuse':
      return redirect(redirectUri, {
        error: 'access_denied',
        error_description: 'User denied access',
        state: parameter('state'),
      });
    case 'approve': {
      const codeChallenge = parameter('code_challenge');
      const { clientId } = client;
      const code = identityCenter.codes.issue({ ...user, clientId, redirectUri, codeChallenge });
      return redirect(redirectUri, { code, state: parameter('state') });
    }
  }
}

function redirect(uri: string, parameters: Readonly<Record<string, string>>): WebReply {
  const location = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) location.searchParams.set(name, value);
  return { status: 302, headers: { location: location.toString() }, body: '' };
}
