import { describe, expect } from 'vitest';
import { repositoryPolicy } from '../../../shared/policies/repository-policies.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import { replicate } from '../../testing/replicate-as-app.ts';
import { actionsOf, callers, test } from '../../testing/policies-test.ts';

const expectNamed = (action: string, failures: readonly ErrorData[]): void =>
  expect(failures[0]).toMatchObject({
    code: 'access-denied',
    message: expect.stringContaining(action),
    detail: expect.stringContaining('no resource-based policy allows'),
  });

describe('one profile for both sides', () => {
  test('reads from another account with the policy of the source repository', async ({
    registries,
    from,
    digest,
    restrictOne,
    pulling,
    newDestination,
  }) => {
    const to = newDestination();
    const request = pulling(to);
    await restrictOne('production', request, { side: 'source', repository: from });
    expect(await replicate(registries.access, request)).toEqual([]);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test('writes into another account with the policy of the destination repository', async ({
    registries,
    digest,
    restrictOne,
    pushing,
    newDestination,
  }) => {
    const to = newDestination();
    const request = pushing(to);
    await restrictOne('build', request, { side: 'destination', repository: to });
    expect(await replicate(registries.access, request)).toEqual([]);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test.for(actionsOf(repositoryPolicy('source', {}, callers.production)))(
    'needs %s in the policy of the source repository',
    async (action, { registries, from, restrictOne, pulling, newDestination }) => {
      const request = pulling(newDestination());
      await restrictOne('production', request, { side: 'source', repository: from, without: action });
      expectNamed(action, await replicate(registries.access, request));
    },
  );

  // Without ecr:DescribeImages the images are read all the same, with a warning.
  const neededToWrite = actionsOf(repositoryPolicy('destination', {}, callers.build)).filter(
    (action) => action !== 'ecr:DescribeImages',
  );
  test.for(neededToWrite)(
    'needs %s in the policy of the destination repository',
    async (action, { registries, restrictOne, pushing, newDestination }) => {
      const to = newDestination();
      const request = pushing(to);
      await restrictOne('build', request, { side: 'destination', repository: to, without: action });
      expectNamed(action, await replicate(registries.access, request));
    },
  );
});
