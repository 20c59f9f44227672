import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { findCacheRule } from '../ecr/pull-through-cache.ts';
import { lookUpRepository } from '../ecr/repositories.ts';
import type { OpenedDestination, OpenedSide, SharedReads } from './shared-reads.ts';

/** The source or the destination of a request. */
export type RepositorySelection = ReplicationRequest['source'];

/**
 * Connects to a repository with the chosen profile, for reads that need not wait until its account is known.
 *
 * @throws EngineError `profile-unusable`.
 */
export async function connectToRead(
  access: AwsAccess,
  { repositoryName: name, ...selection }: RepositorySelection,
  side: Side,
): Promise<RepositoryHandle> {
  return { registry: (await access.connect(selection)).forSide(side), name };
}

/**
 * Opens one side, and reads what the registry says of the repository meanwhile.
 *
 * @throws the error of the identity before that of a read.
 */
async function openSide<T>(
  access: AwsAccess,
  selected: RepositorySelection,
  side: Side,
  readMore: (registry: RegistryConnection, name: string) => Promise<T>,
): Promise<readonly [OpenedSide, T]> {
  const { repositoryName: name, ...selection }: RegistrySelection & { repositoryName: string } = selected;
  const { registry } = await connectToRead(access, selected, side);
  const identifying = access.identify(selection, side);
  const lookingUp = lookUpRepository(registry, name);
  const reading = readMore(registry, name);
  await Promise.allSettled([identifying, lookingUp, reading]);
  const identity = await identifying;
  const { registryId, accountId } = identity;
  const bound = (await access.connect({ ...selection, registryId }, accountId)).forSide(side);
  return [{ identity, handle: { registry: bound, name }, repository: await lookingUp }, await reading];
}

const keyOf = ({ profile, region, registryId, repositoryName }: RepositorySelection): string =>
  JSON.stringify([profile, region, registryId, repositoryName]);

/** @throws EngineError with the side it concerns. */
export const openSource = (
  access: AwsAccess,
  selected: RepositorySelection,
  reads: SharedReads,
): Promise<OpenedSide> =>
  reads.sources.get(keyOf(selected), async () => {
    const [side] = await openSide(access, selected, 'source', () => Promise.resolve());
    return side;
  });

/**
 * Opens the destination. Where it is or may be a pull-through cache, reads of it import nothing.
 *
 * @throws EngineError with the side it concerns.
 */
export const openDestination = (
  access: AwsAccess,
  selected: RepositorySelection,
  reads: SharedReads,
): Promise<OpenedDestination> =>
  reads.destinations.get(keyOf(selected), async () => {
    const [side, cacheRule] = await openSide(access, selected, 'destination', findCacheRule);
    return { ...side, cacheRule, handle: { ...side.handle, mayImport: cacheRule.kind !== 'none' } };
  });
