import { repositoryArn } from '../models/reference.ts';
import type { RegistryIdentity } from '../models/registry.ts';
import type { Side } from '../result.ts';
import { canMount, destinationPolicy, sourcePolicy } from './identity-policies.ts';
import type { PolicyDocument } from './policy-document.ts';
import { mountPolicy, repositoryPolicy } from './repository-policies.ts';
import type { PolicyRoute } from './route.ts';

/** A policy that a copy needs, and what it is to be attached to. */
export interface NeededPolicy {
  readonly side: Side;
  /** `identity`: the user, role or permission set that acts. `repository`: the repository, in another account than who acts. */
  readonly attachTo: 'identity' | 'repository';
  /** Of the caller as STS reports it, or of the repository. */
  readonly arn: string;
  readonly policy: PolicyDocument;
}

export type Callers = Readonly<Record<Side, Pick<RegistryIdentity, 'accountId' | 'arn'>>>;

const ofSide = (side: Side, route: PolicyRoute, callers: Callers): readonly NeededPolicy[] => {
  const { accountId, arn } = callers[side];
  const repository = route[side];
  const policy = side === 'source' ? sourcePolicy(route) : destinationPolicy(route);
  const own: NeededPolicy = { side, attachTo: 'identity', arn, policy };
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
): readonly NeededPolicy[] {
  if (side === 'source' || !canMount(route) || source.arn === destination.arn) return [];
  const policy = mountPolicy(destination.arn);
  return [{ side, attachTo: 'repository', arn: repositoryArn(route.source), policy }];
}

/** Every policy of a route, the source's first: with them, and with nothing more, its images can be chosen and copied. */
export const neededPolicies = (route: PolicyRoute, callers: Callers): readonly NeededPolicy[] => [
  ...ofSide('source', route, callers),
  ...ofSide('destination', route, callers),
];
