import { repositoryArn } from '../models/reference.ts';
import type { RegistryIdentity } from '../models/registry.ts';
import type { Side } from '../models/result.ts';
import { canMount, createDestinationPolicy, createSourcePolicy } from './identity-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { createMountPolicy, repositoryPolicy } from './repository-policies.ts';
import type { PolicyRoute } from './policy-route.ts';

/** A policy that a copy needs, and the identity or repository that it is attached to. */
export interface RequiredPolicy {
  readonly side: Side;
  /** `identity`: the user, role or permission set of the caller. `repository`: a repository in another account than the caller's. */
  readonly attachTo: 'identity' | 'repository';
  /** The caller's ARN as STS reports it, or the ARN of the repository. */
  readonly arn: string;
  readonly policy: PolicyDocument;
}

export type Callers = Readonly<Record<Side, Pick<RegistryIdentity, 'accountId' | 'arn'>>>;

const listPoliciesOfSide = (side: Side, route: PolicyRoute, callers: Callers): readonly RequiredPolicy[] => {
  const { accountId, arn } = callers[side];
  const repository = route[side];
  const policy = side === 'source' ? createSourcePolicy(route) : createDestinationPolicy(route);
  const callerPolicy: RequiredPolicy = { side, attachTo: 'identity', arn, policy };
  if (accountId === repository.accountId) return [callerPolicy];
  const otherAccountPolicy = repositoryPolicy(side, route, arn);
  return [
    callerPolicy,
    { side, attachTo: 'repository', arn: repositoryArn(repository), policy: otherAccountPolicy },
    ...listMountPolicies(side, route, callers),
  ];
};

/** The caller of the destination mounts the layers, so the source in another account has to allow that caller as well. */
function listMountPolicies(
  side: Side,
  route: PolicyRoute,
  { source, destination }: Callers,
): readonly RequiredPolicy[] {
  if (side === 'source' || !canMount(route) || source.arn === destination.arn) return [];
  const policy = createMountPolicy(destination.arn);
  return [{ side, attachTo: 'repository', arn: repositoryArn(route.source), policy }];
}

/** Lists the policies that listing and copying the images of a route needs, the source's first. */
export const listRequiredPolicies = (route: PolicyRoute, callers: Callers): readonly RequiredPolicy[] => [
  ...listPoliciesOfSide('source', route, callers),
  ...listPoliciesOfSide('destination', route, callers),
];
