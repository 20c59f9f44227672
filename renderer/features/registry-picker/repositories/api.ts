import type { QueryClient } from '@tanstack/react-query';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Repository } from '../../../../shared/models/repository.ts';
import { invoke } from '../../../ipc/bridge.ts';
import { sortRepositories } from './repository-rows.ts';

/** The repositories of a registry by name, as ECR promises no order; rows of another selection are never shown in the meantime. */
export const useRepositories = (selection: RegistrySelection | undefined) =>
  useQuery({
    queryKey: ['repositories', selection],
    queryFn: selection ? () => listByName(selection) : skipToken,
  });

/** Those that are known by now without asking anybody. */
export const knownRepositories = (
  client: QueryClient,
  selection: RegistrySelection | undefined,
): readonly Repository[] => client.getQueryData<readonly Repository[]>(['repositories', selection]) ?? [];

async function listByName(selection: RegistrySelection): Promise<readonly Repository[]> {
  const repositories = await invoke('repositories.list', selection);
  return sortRepositories(repositories, { column: 'name', descending: false });
}
