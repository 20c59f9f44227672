import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Plan, ReplicationRequest } from '../../../shared/models/plan.ts';
import { isFinished } from '../../../shared/models/transfer.ts';
import { createDestinationPolicy, createSourcePolicy } from '../../../shared/policies/identity-policies.ts';
import { listRequiredPolicies } from '../../../shared/policies/required-policies.ts';
import type { PolicyDocument } from '../../../shared/policies/policy-document.ts';
import { policyText } from '../../../shared/policies/policy-document.ts';
import { repositoryPolicy } from '../../../shared/policies/repository-policies.ts';
import type { PolicyRoute } from '../../../shared/policies/policy-route.ts';
import { createPlanRoute } from '../../../shared/policies/policy-route.ts';
import type { ErrorData, Side } from '../../../shared/result.ts';
import { listImages } from '../ecr/images.ts';
import { listRepositories } from '../ecr/repositories.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import type { Repository } from '../../local-ecr/registry/repository.ts';
import { createPlans } from '../plan/plan-store.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';
import type { TwoRegistries } from '../../testing/two-registries.ts';
import { quickRetries, startTwoRegistries } from '../../testing/two-registries.ts';
import { createTransfers } from '../transfers/transfers.ts';
import { destinationChecks } from './destination-checks.ts';
import { runPreflight } from './run-preflight.ts';
import { sourceChecks } from './source-checks.ts';

// The policies that are handed out are the ones that the local ECR goes by here: they suffice, and nothing in them is idle.

const callers = {
  build: 'arn:aws:iam::111111111111:user/build',
  production: 'arn:aws:iam::222222222222:user/production',
};

let registries: TwoRegistries;
let from: Repository;
let digest: string;
let count = 0;

beforeAll(async () => {
  registries = await startTwoRegistries();
});
afterAll(() => registries.close());
beforeEach(async () => {
  count += 1;
  from = registries.source.createRepository(`policies/source-${count}`);
  from.settings.lifecyclePolicyText = JSON.stringify({ rules: [{ description: 'keep it '.repeat(12) }] });
  from.settings.policyText = policyText({ Version: '2012-10-17', Statement: [] });
  from.resourceTags.set('team', 'api');
  const child = await seedImage(from, [['layer', 5_000]]);
  digest = seedIndex(from, [child], ['v1']);
});
afterEach(() => registries.ecr.faults.clear());

/** Into a repository that is created with everything that the source has. */
const creatingRequest = (): ReplicationRequest =>
  registries.request(
    {
      from: from.name,
      to: `policies/destination-${count}`,
      create: true,
      settings: { repositoryPolicy: true },
    },
    [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }],
  );

const unreadable = ({ destination: { repository } }: Plan): readonly ErrorData[] =>
  repository.kind === 'existing'
    ? []
    : Object.values(repository.settings).flatMap(({ source }) =>
        source.kind === 'unreadable' ? source.error : [],
      );

async function listRegistries({ source, destination }: ReplicationRequest): Promise<void> {
  await listRepositories((await registries.access.connect(source)).forSide('source'));
  await listRepositories((await registries.access.connect(destination)).forSide('destination'));
}

async function listSource({ source }: ReplicationRequest): Promise<void> {
  await listImages((await registries.access.connect(source)).forSide('source'), source.repositoryName);
}

/** Chooses, plans, tries and copies as the app does. @returns what was denied on the way; nothing when all was done. */
async function replicate(request: ReplicationRequest): Promise<readonly ErrorData[]> {
  const plans = createPlans(registries.access);
  const transfers = createTransfers({ plans, send: () => undefined, retryPolicy: quickRetries });
  try {
    await listSource(request);
    const prepared = await plans.create(request);
    const { plan } = prepared;
    const { checks } = await runPreflight(registries.access, prepared);
    const missing = checks.flatMap(({ outcome }) =>
      outcome.kind === 'failed' || outcome.kind === 'optional' ? outcome.error : [],
    );
    const denied = [...unreadable(plan), ...missing];
    if (denied.length > 0) return denied;
    transfers.start(plan.id);
    await expect.poll(() => transfers.list().every(({ state }) => isFinished(state))).toBe(true);
    return transfers.list().flatMap(({ state, images: copied }) => {
      if (state.kind === 'failed') return state.error;
      expect(state.kind).toBe('done');
      return copied.flatMap((image) =>
        image.state.kind === 'done' ? (image.state.verificationError ?? []) : [],
      );
    });
  } catch (error) {
    return [toErrorData(error)];
  }
}

async function browseAndReplicate(request: ReplicationRequest): Promise<readonly ErrorData[]> {
  try {
    await listRegistries(request);
  } catch (error) {
    return [toErrorData(error)];
  }
  return replicate(request);
}

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

const allowOnly = (caller: keyof typeof callers, policy: PolicyDocument): void =>
  registries.ecr.faults.allowOnly(callers[caller], policyText(policy));

const routeOf = async (request: ReplicationRequest): Promise<PolicyRoute> =>
  createPlanRoute((await createPlans(registries.access).create(request)).plan);

const creation = {
  reads: ['ecr:GetLifecyclePolicy', 'ecr:GetRepositoryPolicy', 'ecr:ListTagsForResource'],
  writes: ['ecr:PutLifecyclePolicy', 'ecr:SetRepositoryPolicy', 'ecr:TagResource'],
};

/** With what `creatingRequest` carries; the names do not matter to which actions there are. */
const anyRoute: PolicyRoute = {
  source: { accountId: '111111111111', region: 'eu-west-1', repositoryName: 'a' },
  destination: { accountId: '222222222222', region: 'us-east-1', repositoryName: 'b' },
  creation,
};

/** Each profile is allowed its side's policy; one of them perhaps without an action. */
const restrictBoth = (route: PolicyRoute, side?: Side, action = ''): void => {
  const [source, destination] = [createSourcePolicy(route), createDestinationPolicy(route)];
  allowOnly('build', side === 'source' ? without(source, action) : source);
  allowOnly('production', side === 'destination' ? without(destination, action) : destination);
};

describe('two profiles', () => {
  test('their policies suffice to browse, create and copy', async () => {
    const request = creatingRequest();
    const route = await routeOf(request);
    expect(actionsOf(createSourcePolicy(route))).toEqual(actionsOf(createSourcePolicy(anyRoute)));
    expect(actionsOf(createDestinationPolicy(route))).toEqual(actionsOf(createDestinationPolicy(anyRoute)));
    restrictBoth(route);
    expect(await browseAndReplicate(request)).toEqual([]);
    const created = registries.destination.repository(request.destination.repositoryName);
    expect([...created.tags]).toEqual([['v1', digest]]);
    expect(created.settings.lifecyclePolicyText).toBe(from.settings.lifecyclePolicyText);
  });

  test('without a new repository, their policies suffice to copy', async () => {
    const to = registries.destination.createRepository(`policies/destination-${count}`);
    const request = registries.request({ from: from.name, to: to.name }, creatingRequest().images);
    const route = await routeOf(request);
    expect(route.creation).toBeUndefined();
    restrictBoth(route);
    expect(await browseAndReplicate(request)).toEqual([]);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test.each([
    ...actionsOf(createSourcePolicy(anyRoute)).map((action) => ['source', action] as const),
    ...actionsOf(createDestinationPolicy(anyRoute)).map((action) => ['destination', action] as const),
  ])('%s: %s is needed, and named when it is missing', async (side, action) => {
    const request = creatingRequest();
    restrictBoth(await routeOf(request), side, action);
    const [failure] = await browseAndReplicate(request);
    expect(failure).toMatchObject({
      code: 'access-denied',
      side,
      message: expect.stringContaining(action),
    });
  });
});

/** The identity that acts and the repository that is far, each with a policy of its own. */
async function restrictOne(
  caller: keyof typeof callers,
  request: ReplicationRequest,
  far: { readonly side: Side; readonly repository: Repository; readonly without?: string },
): Promise<void> {
  far.repository.settings.policyText = policyText({
    Version: '2012-10-17',
    Statement: [{ Sid: 'All', Effect: 'Allow', Principal: { AWS: callers[caller] }, Action: ['ecr:*'] }],
  });
  const route = await routeOf(request);
  const policy = repositoryPolicy(far.side, route, callers[caller]);
  far.repository.settings.policyText = policyText(without(policy, far.without ?? ''));
  allowOnly(caller, join(createSourcePolicy(route), createDestinationPolicy(route)));
}

/** Another identity writes than the one that reads, in the registry of the source. */
const mounting = (to: string): ReplicationRequest => {
  const request = registries.request({ from: from.name, to }, images());
  const destination = {
    ...request.destination,
    profile: 'production',
    region: 'eu-west-1',
    registryId: '111111111111',
  };
  return { ...request, destination };
};

describe('within one registry', () => {
  const everybody = policyText({
    Version: '2012-10-17',
    Statement: [{ Sid: 'All', Effect: 'Allow', Principal: { AWS: callers.production }, Action: ['ecr:*'] }],
  });

  test.each([
    ['with the policies that are handed out, layers are mounted', true],
    ['without the permission to mount layers, that is named', false],
  ])('%s', async (_, isAllowed) => {
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
      if (attachTo === 'identity') registries.ecr.faults.allowOnly(arn, policyText(granted));
      else
        registries.source.repository(arn.split(':repository/')[1] ?? '').settings.policyText =
          policyText(granted);
    }
    registries.ecr.calls.clear();
    const missing = await replicate(request);
    if (isAllowed) expect(missing).toEqual([]);
    else expect(missing[0]?.denied?.action).toBe('ecr:GetDownloadUrlForLayer');
    expect([...to.tags]).toEqual(isAllowed ? [['v1', digest]] : []);
    expect(registries.ecr.calls.of('DownloadLayer').every(({ bytes }) => bytes <= 1)).toBe(true);
  });
});

const images = () => [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }];

/** `production` reads from the other account. */
const pulling = (to: Repository): ReplicationRequest => {
  const request = registries.request({ from: from.name, to: to.name }, images());
  const source = { ...request.source, profile: 'production', registryId: '111111111111' };
  return { ...request, source };
};

/** `build` writes into the other account. */
const pushing = (to: Repository): ReplicationRequest => {
  const request = registries.request({ from: from.name, to: to.name }, images());
  const destination = { ...request.destination, profile: 'build', registryId: '222222222222' };
  return { ...request, destination };
};

const newDestination = (): Repository =>
  registries.destination.createRepository(`policies/destination-${count}`);

const expectNamed = (action: string, failures: readonly ErrorData[]): void =>
  expect(failures[0]).toMatchObject({
    code: 'access-denied',
    message: expect.stringContaining(action),
    detail: expect.stringContaining('no resource-based policy allows'),
  });

describe('one profile for both sides', () => {
  test('with a policy of the source repository it reads from another account', async () => {
    const to = newDestination();
    const request = pulling(to);
    await restrictOne('production', request, { side: 'source', repository: from });
    expect(await replicate(request)).toEqual([]);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test('with a policy of the destination repository it writes into another account', async () => {
    const to = newDestination();
    const request = pushing(to);
    await restrictOne('build', request, { side: 'destination', repository: to });
    expect(await replicate(request)).toEqual([]);
    expect([...to.tags]).toEqual([['v1', digest]]);
  });

  test.each(actionsOf(repositoryPolicy('source', {}, callers.production)))(
    'the source repository has to allow %s',
    async (action) => {
      const request = pulling(newDestination());
      await restrictOne('production', request, { side: 'source', repository: from, without: action });
      expectNamed(action, await replicate(request));
    },
  );

  test.each(actionsOf(repositoryPolicy('destination', {}, callers.build)))(
    'the destination repository has to allow %s',
    async (action) => {
      const to = newDestination();
      const request = pushing(to);
      await restrictOne('build', request, { side: 'destination', repository: to, without: action });
      expectNamed(action, await replicate(request));
    },
  );
});

test('the preflight asks for nothing that the policies do not give', () => {
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
