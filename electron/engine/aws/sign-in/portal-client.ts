import { z } from 'zod';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import type { Network } from '../network/network.ts';
import { sendRequest, NotAwsError, readJson } from './send-request.ts';
import { readServiceError } from './service-error.ts';

/** An account that is assigned to a user. The name is empty when the portal returns none. */
export interface SsoAccount {
  readonly accountId: string;
  readonly accountName: string;
}

/**
 * The operations of the IAM Identity Center Portal API (version 2019-06-10) that require only an access token. All throw
 * ServiceError, NotAwsError, Node's error for a network failure, or the signal's reason.
 */
export interface PortalClient {
  /** Lists the accounts that are assigned to the user. @throws NotAwsError also when the pages do not end. */
  listAccounts(accessToken: string, signal: AbortSignal): Promise<readonly SsoAccount[]>;
  /** Requests temporary credentials of a role that is assigned to the user. */
  getRoleCredentials(
    accessToken: string,
    role: { readonly accountId: string; readonly roleName: string },
    signal: AbortSignal,
  ): Promise<AwsCredentials>;
  /** Ends the session at IAM Identity Center. */
  logout(accessToken: string, signal: AbortSignal): Promise<void>;
}

const accountsPage = z.object({
  accountList: z.array(z.object({ accountId: z.string(), accountName: z.string().catch('') })).catch([]),
  nextToken: z
    .string()
    .nullish()
    .transform((token) => token || undefined),
});

const credentialsResponse = z.object({
  roleCredentials: z.object({
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    sessionToken: z.string().min(1),
    /** Milliseconds since 1970. */
    expiration: z.number(),
  }),
});

/** Pages of 100 accounts; organizations have at most some ten thousand accounts. */
const maxPages = 500;

/**
 * Creates a client, which registers access tokens for redaction. It repeats no request.
 *
 * @param url the endpoint, without a trailing slash.
 */
export function createPortalClient(network: Network, url: string): PortalClient {
  const send = async (method: 'GET' | 'POST', path: string, accessToken: string, signal: AbortSignal) => {
    knownSecrets.remember(accessToken);
    const headers = { 'x-amz-sso_bearer_token': accessToken };
    const response = await sendRequest(network, { method, url: url + path, headers, signal });
    if (response.status !== 200) throw readServiceError(url, response, [accessToken]);
    return readJson(url, response);
  };

  return {
    async listAccounts(accessToken, signal) {
      const accounts: SsoAccount[] = [];
      const tokens = new Set<string>();
      let nextToken: string | undefined;
      do {
        const query = new URLSearchParams({ max_result: '100' });
        if (nextToken !== undefined) query.set('next_token', nextToken);
        const parsed = accountsPage.safeParse(
          await send('GET', `/assignment/accounts?${query.toString()}`, accessToken, signal),
        );
        if (!parsed.success) throw new NotAwsError(url, 200);
        for (const account of parsed.data.accountList) accounts.push(account);
        ({ nextToken } = parsed.data);
        if (nextToken !== undefined && (tokens.has(nextToken) || tokens.size === maxPages))
          throw new NotAwsError(url, 200);
        if (nextToken !== undefined) tokens.add(nextToken);
      } while (nextToken !== undefined);
      return accounts;
    },
    async getRoleCredentials(accessToken, { accountId, roleName }, signal) {
      const query = new URLSearchParams({ account_id: accountId, role_name: roleName });
      const path = `/federation/credentials?${query.toString()}`;
      const { success, data } = credentialsResponse.safeParse(await send('GET', path, accessToken, signal));
      if (!success) throw new NotAwsError(url, 200);
      const { expiration, ...keys } = data.roleCredentials;
      return { ...keys, expiration: new Date(expiration) };
    },
    async logout(accessToken, signal) {
      await send('POST', '/logout', accessToken, signal);
    },
  };
}
