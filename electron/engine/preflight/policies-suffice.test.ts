import { describe, expect } from 'vitest';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { createDestinationPolicy, createSourcePolicy } from '../../../shared/policies/identity-policies.ts';
import { listRequiredPolicies } from '../../../shared/policies/required-policies.ts';
import type { PolicyDocument } from '../../../shared/policies/policy-document.ts';
import { formatPolicy } from '../../../shared/policies/policy-document.ts';
import { repositoryPolicy } from '../../../shared/policies/repository-policies.ts';
import type { PolicyRoute } from '../../../shared/policies/policy-route.ts';
import { createPlanRoute } from '../../../shared/policies/policy-route.ts';
import type { ErrorData, Side } from '../../../shared/models/result.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { createPlans } from '../plan/plan-store.ts';
import { browseAndReplicate, replicate } from '../../testing/replicate-as-app.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import { destinationChecks } from './destination-checks.ts';
import { sourceChecks } from './source-checks.ts';
import { test as base } from '../../testing/registries-test.ts';

// The local ECR enforces the policies that the app proposes: each of their permissions is needed, and no other one.

const callers = {
  build: 'arn:aws:iam::111111111111:user/build',
  production: 'arn:aws:iam::222222222222:user/production',
};

let from: Repository;
let digest: string;
let count = 0;

const without = ({ Version, Statement }: PolicyDocument, action: string): PolicyDocument => ({
  Version,
  Statement: Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((each) => each !== action),
  })).filter(({ Action }) => Action.length > 0),
});

const join = (...policies: readonly PolicyDocument[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: policies.flatMap(({ Statement }, index) =>
    Statement.map((statement) => ({ ...statement, Sid: `${statement.Sid}${index}` })),
  ),
});

const actionsOf = ({ Statement }: PolicyDocument): readonly string[] =>
  Statement.flatMap(({ Action }) => Action);

const creation = {
  reads: ['ecr:GetLifecyclePolicy', 'ecr:GetRepositoryPolicy', 'ecr:ListTagsForResource'],
  writes: ['ecr:PutLifecyclePolicy', 'ecr:SetRepositoryPolicy', 'ecr:TagResource'],
};

/** The route of `creatingRequest`. The names do not change the actions. */
const anyRoute: PolicyRoute = {
  source: { accountId: '111111111111', region: 'eu-west-1', repositoryName: 'a' },
  destination: { accountId: '222222222222', region: 'us-east-1', repositoryName: 'b' },
  creation,
};

const test = base
  /** Creates the destination repository with all settings of the source. */
  .extend(
    'creatingRequest',
    ({ registries }) =>
      (): ReplicationRequest =>
        registries.request(
          {
            from: from.name,
            to: `policies/destination-${count}`,
            create: true,
            settings: { repositoryPolicy: true },
          },
          [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }],
        ),
  )
  .extend(
    'allowOnly',
    ({ registries }) =>
      (caller: keyof typeof callers, policy: PolicyDocument): void =>
        registries.ecr.faults.allowOnly(callers[caller], formatPolicy(policy)),
  )
  .extend(
    'routeOf',
    ({ registries }) =>
      async (request: ReplicationRequest): Promise<PolicyRoute> =>
        createPlanRoute((await createPlans(registries.access).create(request)).plan),
  )
  /** Gives each profile the policy of its side, without `action` on one side. */
  .extend('restrictBoth', ({ allowOnly }) => (route: PolicyRoute, side?: Side, action = ''): void => {
    const [source, destination] = [createSourcePolicy(route), createDestinationPolicy(route)];
    allowOnly('build', side === 'source' ? without(source, action) : source);
    allowOnly('production', side === 'destination' ? without(destination, action) : destination);
  })
  /** Gives the caller its identity policy, and the repository of the other account its repository policy. */
  .extend(
    'restrictOne',
    ({ allowOnly, routeOf }) =>
      async (
        caller: keyof typeof callers,
        request: ReplicationRequest,
        remote: { readonly side: Side; readonly repository: Repository; readonly without?: string },
      ): Promise<void> => {
        remote.repository.settings.policyText = formatPolicy({
          Version: '2012-10-17',
          Statement: [
            { Sid: 'All', Effect: 'Allow', Principal: { AWS: callers[caller] }, Action: ['ecr:*'] },
          ],
        });
        const route = await routeOf(request);
        const policy = repositoryPolicy(remote.side, route, callers[caller]);
        remote.repository.settings.policyText = formatPolicy(without(policy, remote.without ?? ''));
        allowOnly(caller, join(createSourcePolicy(route), createDestinationPolicy(route)));
      },
  )
  /** Creates a request within one registry, in which another identity writes than reads. */
  .extend('mounting', ({ registries }) => (to: string): ReplicationRequest => {
    const request = registries.request({ from: from.name, to }, images());
    const destination = {
      ...request.destination,
      profile: 'production',
      region: 'eu-west-1',
      registryId: '111111111111',
    };
    return { ...request, destination };
  })
  /** Creates a request in which `production` reads from the other account. */
  .extend('pulling', ({ registries }) => (to: Repository): ReplicationRequest => {
    const request = registries.request({ from: from.name, to: to.name }, images());
    const source = { ...request.source, profile: 'production', registryId: '111111111111' };
    return { ...request, source };
  })
  /** Creates a request in which `build` writes into the other account. */
  .extend('pushing', ({ registries }) => (to: Repository): ReplicationRequest => {
    const request = registries.request({ from: from.name, to: to.name }, images());
    const destination = { ...request.destination, profile: 'build', registryId: '222222222222' };
    return { ...request, destination };
  })
  .extend(
    'newDestination',
    ({ registries }) =>
      (): Repository =>
        registries.destination.createRepository(`policies/destination-${count}`),
  );

test.beforeEach(async ({ registries }) => {
  count += 1;
  from = registries.source.createRepository(`policies/source-${count}`);
  from.settings.lifecyclePolicyText = JSON.stringify({ rules: [{ description: 'keep it '.repeat(12) }] });
  from.settings.policyText = formatPolicy({ Version: '2012-10-17', Statement: [] });
  from.resourceTags.set('team', 'api');
  const child = await seedImage(from, [['layer', 5_000]]);
  digest = seedIndex(from, [child], ['v1']);
});

describe('two profiles', () => {
  test('can list, create and copy with their policies', async ({
    registries,
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
    creatingRequest,
    routeOf,
    restrictBoth,
  }) => {
    const to = registries.destination.createRepository(`policies/destination-${count}`);
    const request = registries.request({ from: from.name, to: to.name }, creatingRequest().images);
    const route = await routeOf(request);
    expect(route.creation).toBeUndefined();
    restrictBoth(route);
    expect(await browseAndReplicate(registries.access, request)).toEqual([]);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test.for([
    ...actionsOf(createSourcePolicy(anyRoute)).map((action) => ['source', action] as const),
    ...actionsOf(createDestinationPolicy(anyRoute)).map((action) => ['destination', action] as const),
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

describe('within one registry', () => {
  const everybody = formatPolicy({
    Version: '2012-10-17',
    Statement: [{ Sid: 'All', Effect: 'Allow', Principal: { AWS: callers.production }, Action: ['ecr:*'] }],
  });

  test.for([
    ['mounts layers with the proposed policies', true],
    ['reports a missing permission to mount layers', false],
  ])('%s', async ([, isAllowed], { registries, mounting }) => {
    registries.source.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    const to = registries.source.createRepository(`policies/within-${count}`);
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

const images = () => [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }];

const expectNamed = (action: string, failures: readonly ErrorData[]): void =>
  expect(failures[0]).toMatchObject({
    code: 'access-denied',
    message: expect.stringContaining(action),
    detail: expect.stringContaining('no resource-based policy allows'),
  });

describe('one profile for both sides', () => {
  test('reads from another account with the policy of the source repository', async ({
    registries,
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
    async (action, { registries, restrictOne, pulling, newDestination }) => {
      const request = pulling(newDestination());
      await restrictOne('production', request, { side: 'source', repository: from, without: action });
      expectNamed(action, await replicate(registries.access, request));
    },
  );

  test.for(actionsOf(repositoryPolicy('destination', {}, callers.build)))(
    'needs %s in the policy of the destination repository',
    async (action, { registries, restrictOne, pushing, newDestination }) => {
      const to = newDestination();
      const request = pushing(to);
      await restrictOne('build', request, { side: 'destination', repository: to, without: action });
      expectNamed(action, await replicate(registries.access, request));
    },
  );
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
