import type { ReplicationRequest } from '../../shared/models/plan.ts';
import { createDestinationPolicy, createSourcePolicy } from '../../shared/policies/identity-policies.ts';
import type { PolicyDocument } from '../../shared/policies/policy-document.ts';
import { formatPolicy } from '../../shared/policies/policy-document.ts';
import { repositoryPolicy } from '../../shared/policies/repository-policies.ts';
import type { PolicyRoute } from '../../shared/policies/policy-route.ts';
import { createPlanRoute } from '../../shared/policies/policy-route.ts';
import type { Side } from '../../shared/models/result.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import { seedImage, seedIndex } from './seed-image.ts';
import { test as base } from './registries-test.ts';

export const callers = {
  build: 'arn:aws:iam::111111111111:user/build',
  production: 'arn:aws:iam::222222222222:user/production',
};

export const without = ({ Version, Statement }: PolicyDocument, action: string): PolicyDocument => ({
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

export const actionsOf = ({ Statement }: PolicyDocument): readonly string[] =>
  Statement.flatMap(({ Action }) => Action);

export const creation = {
  reads: ['ecr:GetLifecyclePolicy', 'ecr:GetRepositoryPolicy', 'ecr:ListTagsForResource'],
  writes: ['ecr:PutLifecyclePolicy', 'ecr:SetRepositoryPolicy', 'ecr:TagResource'],
};

/** The route of `creatingRequest`. The names do not change the actions. */
export const anyRoute: PolicyRoute = {
  source: { accountId: '111111111111', region: 'eu-west-1', repositoryName: 'a' },
  destination: { accountId: '222222222222', region: 'us-east-1', repositoryName: 'b' },
  creation,
};

/** A test with an image in a source repository that has settings to copy. */
export const test = base
  .extend('nextNumber', { scope: 'file' }, () => {
    let last = 0;
    return (): number => (last += 1);
  })
  .extend('number', ({ nextNumber }) => nextNumber())
  .extend('from', ({ registries, number }) => {
    const from = registries.source.createRepository(`policies/source-${number}`);
    from.settings.lifecyclePolicyText = JSON.stringify({ rules: [{ description: 'keep it '.repeat(12) }] });
    from.settings.policyText = formatPolicy({ Version: '2012-10-17', Statement: [] });
    from.resourceTags.set('team', 'api');
    return from;
  })
  /** Digest of the image in `from`. */
  .extend('digest', { auto: true }, async ({ from }) => {
    const child = await seedImage(from, [['layer', 5_000]]);
    return seedIndex(from, [child], ['v1']);
  })
  /** Creates the destination repository with all settings of the source. */
  .extend(
    'creatingRequest',
    ({ registries, from, digest, number }) =>
      (): ReplicationRequest =>
        registries.request(
          {
            from: from.name,
            to: `policies/destination-${number}`,
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
  .extend('images', ({ digest }) => () => [{ digest, sourceTags: ['v1'], destinationTags: ['v1'] }])
  /** Creates a request within one registry, in which another identity writes than reads. */
  .extend('mounting', ({ registries, from, images }) => (to: string): ReplicationRequest => {
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
  .extend('pulling', ({ registries, from, images }) => (to: Repository): ReplicationRequest => {
    const request = registries.request({ from: from.name, to: to.name }, images());
    const source = { ...request.source, profile: 'production', registryId: '111111111111' };
    return { ...request, source };
  })
  /** Creates a request in which `build` writes into the other account. */
  .extend('pushing', ({ registries, from, images }) => (to: Repository): ReplicationRequest => {
    const request = registries.request({ from: from.name, to: to.name }, images());
    const destination = { ...request.destination, profile: 'build', registryId: '222222222222' };
    return { ...request, destination };
  })
  .extend(
    'newDestination',
    ({ registries, number }) =>
      (): Repository =>
        registries.destination.createRepository(`policies/destination-${number}`),
  );
