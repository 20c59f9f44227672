import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, vi } from 'vitest';
import { z } from 'zod';
import type { LocalAccount } from '../local-ecr/accounts/accounts.ts';
import type { LocalIdentityCenter } from '../local-ecr/identity-center/directory.ts';
import { ana, startSample } from '../local-ecr/testing/sample-registry.ts';

export const startUrl = 'https://corp.awsapps.com/start';

const accounts: readonly LocalAccount[] = [
  { id: '111111111111', name: 'Build', principals: [ana] },
  { id: '222222222222', name: 'Production', principals: [] },
  { id: '333333333333', principals: [] },
];
const identityCenters: readonly LocalIdentityCenter[] = [
  {
    startUrl,
    users: [
      {
        name: 'eva',
        assignments: [
          { accountId: '111111111111', roleName: 'Release' },
          { accountId: '111111111111', roleName: 'ReadOnly' },
          { accountId: '222222222222', roleName: 'Release' },
          { accountId: '333333333333', roleName: 'Release' },
        ],
      },
      { name: 'tom', assignments: [] },
    ],
  },
];

interface Answer {
  readonly status: number;
  readonly errorType: string | null;
  readonly body: Record<string, unknown>;
}

async function answerOf(response: Response): Promise<Answer> {
  const body = z.record(z.string(), z.unknown()).parse(await response.json());
  return { status: response.status, errorType: response.headers.get('x-amzn-errortype'), body };
}

/** A test with a local AWS of its own, in which `eva` may sign in, and an empty home folder. */
export const test = base
  .extend(
    'ecr',
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the dependencies of a fixture from this pattern.
    async ({}, { onCleanup }) => {
      const ecr = await startSample({ accounts, identityCenters });
      onCleanup(() => ecr.close());
      return ecr;
    },
  )
  .extend(
    'home',
    { auto: true },
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the dependencies of a fixture from this pattern.
    async ({}, { onCleanup }) => {
      const home = await mkdtemp(join(tmpdir(), 'identity-center-'));
      vi.stubEnv('HOME', home);
      onCleanup(async () => {
        vi.unstubAllEnvs();
        await rm(home, { recursive: true });
      });
      return home;
    },
  )
  .extend(
    'post',
    ({ ecr }) =>
      async (path: string, body: object) =>
        answerOf(
          await fetch(`${ecr.endpoint}${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
        ),
  )
  .extend(
    'portal',
    ({ ecr }) =>
      async (path: string, token: string, method = 'GET') =>
        fetch(`${ecr.endpoint}${path}`, { method, headers: { 'x-amz-sso_bearer_token': token } }),
  )
  .extend(
    'listAccounts',
    ({ portal }) =>
      async (token: string, query = '') =>
        answerOf(await portal(`/assignment/accounts${query}`, token)),
  )
  .extend('register', ({ post }) => async (more: object = {}) => {
    const scopes = ['sso:account:access'];
    const { body } = await post('/client/register', {
      clientName: 'app',
      clientType: 'public',
      scopes,
      ...more,
    });
    return { clientId: String(body['clientId']), clientSecret: String(body['clientSecret']) };
  });
