import { expect } from 'vitest';
import type { LocalItem } from '../../local-ecr/step-functions/executions.ts';
import { executionArn } from '../../local-ecr/step-functions/executions.ts';
import { test } from '../../testing/registries-test.ts';
import { readRoutes } from './read-routes.ts';

const base = {
  accountId: '222222222222',
  region: 'us-east-1',
  stateMachine: 'ecr-image-replicator-0a1b2c3d',
  name: 'run',
  status: 'SUCCEEDED',
  startedAt: new Date('2026-11-23T14:05:00Z'),
} as const;
const request = { profile: 'production', arn: executionArn(base) };

const item = (number: number, from: string, to: string, region = 'us-east-1'): LocalItem => ({
  name: String(number),
  status: 'SUCCEEDED',
  input: JSON.stringify({
    kind: 'work-item',
    source: `111111111111.dkr.ecr.eu-west-1.amazonaws.com/${from}:1`,
    destination: { account_id: '222222222222', region, repository_name: to },
  }),
});

const registries = (region: string) => ({
  source: { accountId: '111111111111', region: 'eu-west-1' },
  destination: { accountId: '222222222222', region },
});

test('groups the repositories of the items by their registries', async ({ registries: { ecr, access } }) => {
  ecr.executions.set({
    ...base,
    items: [
      item(1, 'team/web', 'mirror/web'),
      item(2, 'team/api', 'mirror/api'),
      item(3, 'team/api', 'mirror/api'),
      item(4, 'team/api', 'mirror/api', 'eu-central-1'),
    ],
  });
  const { routes, isComplete } = await readRoutes(access, request);
  expect(isComplete).toBe(true);
  expect(routes).toHaveLength(2);
  expect(routes).toContainEqual({
    ...registries('us-east-1'),
    pairs: [
      { source: 'team/api', destination: 'mirror/api' },
      { source: 'team/web', destination: 'mirror/web' },
    ],
  });
  expect(routes).toContainEqual({
    ...registries('eu-central-1'),
    pairs: [{ source: 'team/api', destination: 'mirror/api' }],
  });
});

test('reads the first items of very many, over all pages, and says that it is not all', async ({
  registries: { ecr, access },
}) => {
  const many = Array.from({ length: 1_500 }, (_, index) => item(index, 'team/many', 'mirror/many'));
  ecr.executions.set({ ...base, items: [item(-1, 'team/first', 'mirror/first'), ...many] });
  const { routes, isComplete } = await readRoutes(access, request);
  expect(isComplete).toBe(false);
  expect(routes[0]?.pairs.map(({ source }) => source)).toEqual(['team/first', 'team/many']);
});

test('leaves out items without their input, and an execution without a map', async ({
  registries: { ecr, access },
}) => {
  ecr.executions.set({ ...base, items: [{ ...item(1, 'a/b', 'c/d'), input: '{}' }] });
  expect(await readRoutes(access, request)).toEqual({ routes: [], isComplete: false });
  ecr.executions.set(base);
  expect(await readRoutes(access, request)).toEqual({ routes: [], isComplete: true });
});
