import { describe, expect } from 'vitest';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { startSample } from '../../../local-ecr/testing/sample-registry.ts';
import { account, startUrl } from '../../../testing/sign-in/sign-in-fixture.ts';
import { configOf, issueToken, test } from '../../../testing/sign-in/sign-in-test.ts';
import { defaultTimeouts } from '../network/timeouts.ts';
import { createDirectNetwork } from '../network/direct-network.ts';
import { createPortalClient } from './portal-client.ts';
import { NotAwsError } from './send-request.ts';
import { writeSsoToken } from './sso-token-cache.ts';

describe('account names', () => {
  test('are requested after a sign-in', async ({ ecr, createSignIns }) => {
    const { signIns, until, accountNames, accountsNamed } = await createSignIns({
      config: configOf('corp', 'eu-west-1', ecr.endpoint),
      browse: (url) => fetch(url),
    });
    const { id } = await signIns.start('corp', 'browser');
    await until(id, 'done');
    await accountsNamed;
    expect([...accountNames.byId]).toEqual([[account.id, account.name]]);
  });

  test('are requested once when the user selects a profile whose session has a valid token', async ({
    ecr,
    createSignIns,
  }) => {
    const { signIns, environment, accountNames } = await createSignIns({
      config: configOf('corp', 'eu-west-1', ecr.endpoint),
    });
    await signIns.onProfileSelected('corp');
    await signIns.onProfileSelected('missing');
    await writeSsoToken(environment, 'corp', { ...issueToken(ecr), expiresAt: Date.now() - 1 });
    await signIns.onProfileSelected('corp');
    expect(ecr.calls.of('ListAccounts')).toEqual([]);
    await writeSsoToken(environment, 'corp', issueToken(ecr));
    await signIns.onProfileSelected('corp');
    await signIns.onProfileSelected('corp');
    expect(ecr.calls.of('ListAccounts')).toHaveLength(1);
    expect([...accountNames.byId]).toEqual([[account.id, account.name]]);
  });

  test('are optional: a failed request is not an error', async ({ ecr, createSignIns }) => {
    const { signIns, environment, accountNames } = await createSignIns({
      config: configOf('corp', 'no region', '') + configOf('gone', 'eu-west-1', 'http://127.0.0.1:9'),
    });
    for (const name of ['corp', 'gone']) {
      await writeSsoToken(environment, name, issueToken(ecr));
      await signIns.onProfileSelected(name);
    }
    expect(accountNames.byId.size).toBe(0);
  });

  test.for([
    ['the same token', (): string => 'again'],
    ['another token each time', (page: number): string => `page-${page}`],
  ] as const)('are not read from pages without an end, with %s', async ([, createToken]) => {
    let page = 0;
    const server = await listen((_request, response) => {
      page += 1;
      response.end(JSON.stringify({ accountList: [], nextToken: createToken(page) }));
    });
    const portal = createPortalClient(createDirectNetwork(defaultTimeouts), server.origin);
    await expect(portal.listAccounts('token', new AbortController().signal)).rejects.toThrow(NotAwsError);
    await server.close();
  });

  test('are read from all pages', async () => {
    const ids = Array.from({ length: 250 }, (_, index) => String(index + 1).padStart(12, '0'));
    const many = await startSample({
      accounts: ids.map((id) => ({ id, name: `Account ${id}`, principals: [] })),
      identityCenters: [
        {
          startUrl,
          users: [{ name: 'eva', assignments: ids.map((accountId) => ({ accountId, roleName: 'R' })) }],
        },
      ],
    });
    const { accessToken } = many.identityCenter.signIn(startUrl);
    const portal = createPortalClient(createDirectNetwork(defaultTimeouts), many.endpoint);
    const accounts = await portal.listAccounts(accessToken, new AbortController().signal);
    expect(accounts.map(({ accountId }) => accountId)).toEqual(ids);
    expect(many.calls.of('ListAccounts')).toHaveLength(3);
    await many.close();
  });
});
