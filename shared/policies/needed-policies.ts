import { repositoryArn } from '../models/reference.ts';
import type { RegistryIdentity } from '../models/registry.ts';
import type { Side } from '../result.ts';
import { canMount, createDestinationPolicy, createSourcePolicy } from './identity-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { createMountPolicy, repositoryPolicy } from './repository-policies.ts';
import type { PolicyRoute } from './route.ts';

/** A policy that a copy needs, and what it is to be attached to. */
export interface RequiredPolicy {
  readonly side: Side;
  /** `identity`: the user, role or permission set that acts. `repository`: the repository, in another account than who acts. */
  readonly attachTo: 'identity' | 'repository';
  /** Of the caller as STS reports it, or of the repository. */
  readonly arn: string;
  readonly policy: PolicyDocument;
}

export type Callers = Readonly<Record<Side, Pick<RegistryIdentity, 'accountId' | 'arn'>>>;

const ofSide = (side: Side, route: PolicyRoute, callers: Callers): readonly RequiredPolicy[] => {
  const { accountId, arn } = callers[side];
  const repository = route[side];
  const policy = side === 'source' ? createSourcePolicy(route) : createDestinationPolicy(route);
  const own: RequiredPolicy = { side, attachTo: 'identity', arn, policy };
  if (accountId === repository.accountId) return [own];
  const far = repositoryPolicy(side, route, arn);
  return [
    own,
    { side, attachTo: 'repository', arn: repositoryArn(repository), policy: far },
    ...forMounting(side, route, callers),
  ];
};

/** Layers are mounted as the destination's caller: the source of another account has to let that one in too. */
function forMounting(
  side: Side,
  route: PolicyRoute,
  { source, destination }: Callers,
): readonly RequiredPolicy[] {
  if (side === 'source' || !canMount(route) || source.arn === destination.arn) return [];
  const policy = createMountPolicy(destination.arn);
  return [{ side, attachTo: 'repository', arn: repositoryArn(route.source), policy }];
}

/** Every policy of a route, the source's first: with them, and with nothing more, its images can be chosen and copied. */
export const listRequiredPolicies = (route: PolicyRoute, callers: Callers): readonly RequiredPolicy[] => [
  ...ofSide('source', route, callers),
  ...ofSide('destination', route, callers),
];
