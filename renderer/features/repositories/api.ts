import { skipToken, useQuery } from '@tanstack/react-query';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import { invoke } from '../../bridge.ts';

/** The repositories of a registry; rows of another selection are never shown in the meantime. */
export const useRepositories = (selection: RegistrySelection | undefined) =>
  useQuery({
    queryKey: ['repositories', selection],
    queryFn: selection ? () => invoke('repositories.list', selection) : skipToken,
  });
