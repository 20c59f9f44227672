import type { Network } from '../network/network.ts';
import type { SsoAccount } from './portal-client.ts';
import { createPortalClient } from './portal-client.ts';
import type { SsoSession } from './sign-in-target.ts';
import { portalUrl } from './sso-hosts.ts';
import { readSsoToken } from './sso-token-cache.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** The names of the accounts that IAM Identity Center lists for signed-in users; kept in memory. */
export interface AccountNames {
  readonly byId: ReadonlyMap<string, string>;
  /** Requests the names from the access portal if the session has a valid token. Never rejects for a failed request. */
  fetch(session: SsoSession, signal: AbortSignal): Promise<void>;
  /** Requests the names unless this process has already requested them for the session. */
  fetchOnce(session: SsoSession, signal: AbortSignal): Promise<void>;
}

interface AccountNamesPorts {
  readonly environment: Environment;
  readonly network: Network;
  readonly onChange: () => void;
}

/** Returns no accounts on failure: names are optional, account ids are displayed without them. */
async function listAccounts(
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

/** Creates an empty list of names. `onChange` is called after a request that adds or changes names. */
export function createAccountNames({ environment, network, onChange }: AccountNamesPorts): AccountNames {
  const byId = new Map<string, string>();
  const requestedSessions = new Set<string>();

  const fetch = async (session: SsoSession, signal: AbortSignal): Promise<void> => {
    const token = await readSsoToken(environment, session.name);
    if (!token || token.expiresAt <= Date.now()) return;
    requestedSessions.add(session.name);
    const accounts = await listAccounts(network, session, token.accessToken, signal);
    const changed = accounts.filter(
      ({ accountId, accountName }) => accountName !== '' && byId.get(accountId) !== accountName,
    );
    for (const { accountId, accountName } of changed) byId.set(accountId, accountName);
    if (changed.length > 0) onChange();
  };

  return {
    byId,
    fetch,
    async fetchOnce(session, signal) {
      if (!requestedSessions.has(session.name)) await fetch(session, signal);
    },
  };
}
