import { describe, expect } from 'vitest';
import { createDestinationPolicy, createSourcePolicy } from '../../../shared/policies/identity-policies.ts';
import { listRequiredPolicies } from '../../../shared/policies/required-policies.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { formatPolicy } from '../../../shared/policies/policy-document.ts';
import { createPlanRoute } from '../../../shared/policies/policy-route.ts';
import { createPlans } from '../plan/plan-store.ts';
import { browseAndReplicate, replicate } from '../../testing/replicate-as-app.ts';
import { destinationChecks } from './destination-checks.ts';
import { sourceChecks } from './source-checks.ts';
import { actionsOf, anyRoute, callers, creation, test, without } from '../../testing/policies-test.ts';

// The local ECR enforces the policies that the app proposes: each of their permissions is needed, and no other one.

/** Without it the images of the destination are read all the same, with a warning. */
const listing = 'ecr:DescribeImages';

describe('two profiles', () => {
  test('can list, create and copy with their policies', async ({
    registries,
    from,
    digest,
    creatingRequest,
    routeOf,
    restrictBoth,
  }) => {
    const request = creatingRequest();
    const route = await routeOf(request);
    expect(actionsOf(createSourcePolicy(route))).toEqual(actionsOf(createSourcePolicy(anyRoute)));
    expect(actionsOf(createDestinationPolicy(route))).toEqual(actionsOf(createDestinationPolicy(anyRoute)));
    restrictBoth(route);
    expect(await browseAndReplicate(registries.access, request)).toEqual([]);
    const created = registries.destination.repository(request.destination.repositoryName);
    expect([...created.tags]).toEqual([['v1', digest]]);
    expect(created.settings.lifecyclePolicyText).toBe(from.settings.lifecyclePolicyText);
  });

  test('can copy into an existing repository with their policies', async ({
    registries,
    from,
    digest,
    number,
    creatingRequest,
    routeOf,
    restrictBoth,
  }) => {
    const to = registries.destination.createRepository(`policies/destination-${number}`);
    const request = registries.request({ from: from.name, to: to.name }, creatingRequest().images);
    const route = await routeOf(request);
    expect(route.creation).toBeUndefined();
    restrictBoth(route);
    expect(await browseAndReplicate(registries.access, request)).toEqual([]);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test.for([
    ...actionsOf(createSourcePolicy(anyRoute)).map((action) => ['source', action] as const),
    ...actionsOf(createDestinationPolicy(anyRoute))
      .filter((action) => action !== listing)
      .map((action) => ['destination', action] as const),
  ])(
    'report a missing permission of the %s: %s',
    async ([side, action], { registries, creatingRequest, routeOf, restrictBoth }) => {
      const request = creatingRequest();
      restrictBoth(await routeOf(request), side, action);
      const [failure] = await browseAndReplicate(registries.access, request);
      expect(failure).toMatchObject({
        code: 'access-denied',
        side,
        message: expect.stringContaining(action),
      });
    },
  );
});

test('without permission to list the images of the destination, the plan warns', async ({
  registries,
  from,
  number,
  creatingRequest,
  routeOf,
  restrictBoth,
}) => {
  const to = registries.destination.createRepository(`policies/unlisted-${number}`);
  const request = registries.request({ from: from.name, to: to.name }, creatingRequest().images);
  const route = await routeOf(request);
  const warnings = async (): Promise<readonly string[]> =>
    (await createPlans(registries.access).create(request)).plan.warnings.map(describeWarning);
  restrictBoth(route);
  expect(await warnings()).toEqual([]);
  restrictBoth(route, 'destination', listing);
  expect(await warnings()).toEqual([
    expect.stringMatching(
      `^Whether ${to.name} at the destination is a pull-through cache is not known. .*${listing}`,
    ),
  ]);
});

describe('within one registry', () => {
  const everybody = formatPolicy({
    Version: '2012-10-17',
    Statement: [{ Sid: 'All', Effect: 'Allow', Principal: { AWS: callers.production }, Action: ['ecr:*'] }],
  });

  test.for([
    ['mounts layers with the proposed policies', true],
    ['reports a missing permission to mount layers', false],
  ])('%s', async ([, isAllowed], { registries, from, digest, number, mounting }) => {
    registries.source.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    const to = registries.source.createRepository(`policies/within-${number}`);
    from.settings.policyText = everybody;
    to.settings.policyText = everybody;
    const request = mounting(to.name);
    const { plan } = await createPlans(registries.access).create(request);
    const needed = listRequiredPolicies(createPlanRoute(plan), plan);
    for (const { side, attachTo, arn, policy } of needed) {
      const granted = isAllowed
        ? policy
        : without(policy, side === 'source' ? '' : 'ecr:GetDownloadUrlForLayer');
      if (attachTo === 'identity') registries.ecr.faults.allowOnly(arn, formatPolicy(granted));
      else
        registries.source.repository(arn.split(':repository/')[1] ?? '').settings.policyText =
          formatPolicy(granted);
    }
    registries.ecr.calls.clear();
    const missing = await replicate(registries.access, request);
    if (isAllowed) expect(missing).toEqual([]);
    else expect(missing[0]?.denied?.action).toBe('ecr:GetDownloadUrlForLayer');
    expect([...to.tags]).toEqual(isAllowed ? [['v1', digest]] : []);
    expect(registries.ecr.calls.of('DownloadLayer').every(({ bytes }) => bytes <= 1)).toBe(true);
  });
});

test('tests no permission that the policies lack', () => {
  const within = { ...anyRoute, source: { ...anyRoute.destination, repositoryName: 'another' } };
  const withKey = { ...creation, kmsKey: 'arn:aws:kms:us-east-1:222222222222:key/own' };
  const given = {
    source: actionsOf(createSourcePolicy(anyRoute)),
    destination: actionsOf(createDestinationPolicy({ ...within, creation: withKey })),
  };
  for (const { side, permission } of [...sourceChecks, ...destinationChecks]) {
    if (permission !== undefined) expect(given[side]).toContain(permission);
  }
});
