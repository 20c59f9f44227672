import { z } from 'zod';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import type { Network } from '../network/network.ts';
import { sendRequest, NotAwsError, readJson } from './send-request.ts';
import { readServiceError } from './service-error.ts';

export interface SsoAccount {
  readonly accountId: string;
  readonly accountName: string;
}

/**
 * The calls of the access portal that need nothing but a token (API model of SSO 2019-06-10: ListAccounts,
 * GetRoleCredentials, Logout). All throw ServiceError, NotAwsError, what Node throws for a network failure, or the signal's reason.
 */
export interface PortalClient {
  /** Every account that the person may use. */
  listAccounts(accessToken: string, signal: AbortSignal): Promise<readonly SsoAccount[]>;
  /** Temporary credentials of a role that the person may use in an account. */
  getRoleCredentials(
    accessToken: string,
    role: { readonly accountId: string; readonly roleName: string },
    signal: AbortSignal,
  ): Promise<AwsCredentials>;
  /** Ends the session at AWS. */
  logout(accessToken: string, signal: AbortSignal): Promise<void>;
}

const page = z.object({
  accountList: z.array(z.object({ accountId: z.string(), accountName: z.string().catch('') })).catch([]),
  nextToken: z
    .string()
    .nullish()
    .transform((token) => token || undefined),
});

const roleCredentials = z.object({
  roleCredentials: z.object({
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    sessionToken: z.string().min(1),
    /** Milliseconds since 1970. */
    expiration: z.number(),
  }),
});

export function createPortalClient(network: Network, url: string): PortalClient {
  const send = async (method: 'GET' | 'POST', path: string, accessToken: string, signal: AbortSignal) => {
    knownSecrets.remember(accessToken);
    const headers = { 'x-amz-sso_bearer_token': accessToken };
    const answer = await sendRequest(network, { method, url: url + path, headers, signal });
    if (answer.status !== 200) throw readServiceError(url, answer, [accessToken]);
    return readJson(url, answer);
  };

  return {
    async listAccounts(accessToken, signal) {
      const accounts: SsoAccount[] = [];
      let nextToken: string | undefined;
      do {
        const query = new URLSearchParams({ max_result: '100' });
        if (nextToken !== undefined) query.set('next_token', nextToken);
        const parsed = page.safeParse(
          await send('GET', `/assignment/accounts?${query.toString()}`, accessToken, signal),
        );
        if (!parsed.success) throw new NotAwsError(url, 200);
        for (const account of parsed.data.accountList) accounts.push(account);
        nextToken = parsed.data.nextToken;
      } while (nextToken !== undefined);
      return accounts;
    },
    async getRoleCredentials(accessToken, { accountId, roleName }, signal) {
      const query = new URLSearchParams({ account_id: accountId, role_name: roleName });
      const path = `/federation/credentials?${query.toString()}`;
      const { success, data } = roleCredentials.safeParse(await send('GET', path, accessToken, signal));
      if (!success) throw new NotAwsError(url, 200);
      const { expiration, ...keys } = data.roleCredentials;
      return { ...keys, expiration: new Date(expiration) };
    },
    async logout(accessToken, signal) {
      await send('POST', '/logout', accessToken, signal);
    },
  };
}
