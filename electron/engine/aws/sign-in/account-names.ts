import type { Network } from '../network/network.ts';
import type { SsoAccount } from './portal-client.ts';
import { createPortalClient } from './portal-client.ts';
import type { SsoSession } from './sign-in-target.ts';
import { portalUrl } from './sso-hosts.ts';
import { readSsoToken } from './sso-token-cache.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** The names of accounts, as IAM Identity Center tells those who are signed in; kept in memory. */
export interface AccountNames {
  /** By account id. */
  readonly all: ReadonlyMap<string, string>;
  /** Asks the portal, while the session's token is good; a failure leaves what is known. */
  learn(session: SsoSession, signal: AbortSignal): Promise<void>;
  /** Asks once per session and run of the app. */
  learnOnce(session: SsoSession, signal: AbortSignal): Promise<void>;
}

interface AccountNamesPorts {
  readonly environment: Environment;
  readonly network: Network;
  /** Some name is new. */
  readonly changed: () => void;
}

/** Names are a kindness: where they cannot be had, the ids stand alone. */
async function accountsOf(
  network: Network,
  session: SsoSession,
  accessToken: string,
  signal: AbortSignal,
): Promise<readonly SsoAccount[]> {
  try {
    return await createPortalClient(network, portalUrl(session)).listAccounts(accessToken, signal);
  } catch {
    return [];
  }
}

export function createAccountNames({ environment, network, changed }: AccountNamesPorts): AccountNames {
  const all = new Map<string, string>();
  const asked = new Set<string>();

  const learn = async (session: SsoSession, signal: AbortSignal): Promise<void> => {
    const token = await readSsoToken(environment, session.name);
    if (!token || token.expiresAt <= Date.now()) return;
    asked.add(session.name);
    const accounts = await accountsOf(network, session, token.accessToken, signal);
    const news = accounts.filter(
      ({ accountId, accountName }) => accountName !== '' && all.get(accountId) !== accountName,
    );
    for (const { accountId, accountName } of news) all.set(accountId, accountName);
    if (news.length > 0) changed();
  };

  return {
    all,
    learn,
    async learnOnce(session, signal) {
      if (!asked.has(session.name)) await learn(session, signal);
    },
  };
}
