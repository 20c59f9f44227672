import type { QueryClient } from '@tanstack/react-query';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Repository } from '../../../../shared/models/repository.ts';
import { invoke } from '../../../ipc/bridge.ts';
import { sortRepositories } from './repository-rows.ts';

/** The repositories of a registry sorted by name, because ECR guarantees no order. */
export const useRepositories = (selection: RegistrySelection | undefined) =>
  useQuery({
    queryKey: ['repositories', selection],
    queryFn: selection ? () => listByName(selection) : skipToken,
  });

/** The repositories in the query cache; empty when they are not loaded. */
export const knownRepositories = (
  client: QueryClient,
  selection: RegistrySelection | undefined,
): readonly Repository[] => client.getQueryData<readonly Repository[]>(['repositories', selection]) ?? [];

async function listByName(selection: RegistrySelection): Promise<readonly Repository[]> {
  const repositories = await invoke('repositories.list', selection);
  return sortRepositories(repositories, { column: 'name', descending: false });
}
