import { useMemo } from 'react';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { Side } from '../../../shared/models/result.ts';
import { useRepositories } from '../../features/registry-picker/repositories/api.ts';
import { requestedImages } from '../../models/picks.ts';
import type { Draft } from './draft.ts';
import { nextStep } from './next-step.ts';
import type { SideState } from './use-sides.ts';
import { toRegistrySelection } from '../../../shared/models/registry.ts';

/** A registry selection with a stable identity until its parts change. */
function useStable({ selection }: SideState) {
  const { profile: name, region, registryId } = selection ?? {};
  return useMemo(
    () =>
      name === undefined || region === undefined
        ? undefined
        : toRegistrySelection({ profile: name, region, registryId }),
    [name, region, registryId],
  );
}

/** The replication request of the draft, with a stable identity until it changes; undefined while it is incomplete. */
export function useRequest(
  sides: Readonly<Record<Side, SideState>>,
  draft: Draft,
): ReplicationRequest | undefined {
  const { repository, destinationRepository, picks, options, settings } = draft;
  const source = useStable(sides.source);
  const destination = useStable(sides.destination);
  const repositories = useRepositories(destination).data;
  const complete = nextStep(sides, draft) === undefined;
  // Creates only a repository that is known to be missing; a list that could not be read proves nothing.
  const createRepository =
    repositories !== undefined && repositories.every(({ name }) => name !== destinationRepository);

  return useMemo(() => {
    if (
      !complete ||
      !source ||
      !destination ||
      repository === undefined ||
      destinationRepository === undefined
    ) {
      return undefined;
    }
    return {
      source: { ...source, repositoryName: repository },
      destination: { ...destination, repositoryName: destinationRepository, createRepository, settings },
      images: requestedImages(picks),
      options,
    };
  }, [
    complete,
    source,
    destination,
    repository,
    destinationRepository,
    createRepository,
    picks,
    options,
    settings,
  ]);
}
