import { useCallback } from 'react';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import { FilterSelect } from '../../../components/filter-select.tsx';
import { toErrorData } from '../../../ipc/bridge.ts';
import { useRepositories } from './api.ts';
import { repositoryOptions, typedOptions } from './repository-options.ts';

interface Props {
  readonly label: string;
  readonly selection: RegistrySelection | undefined;
  readonly name: string | undefined;
  /** The name to offer first. */
  readonly suggested?: string | undefined;
  readonly canCreate: boolean;
  readonly onChange: (name: string) => void;
}

function placeholderOf(isDenied: boolean, canCreate: boolean): string {
  if (isDenied) return 'Enter the name of a repository';
  return canCreate ? 'Choose a repository or enter a new name' : 'Choose a repository';
}

/** Selects a repository; on the destination side, a new name can be entered. Any name can be when listing is denied. */
export function RepositorySelect({ label, selection, name, suggested, canCreate, onChange }: Props) {
  const { data: repositories, isError, isPending, error, refetch } = useRepositories(selection);
  const isDenied = isError && toErrorData(error).code === 'access-denied';
  const optionsFor = useCallback(
    (filter: string) => {
      if (isDenied) return typedOptions(filter, suggested);
      return repositories ? repositoryOptions({ repositories, filter, suggested, canCreate }) : [];
    },
    [isDenied, repositories, suggested, canCreate],
  );
  const placeholder = placeholderOf(isDenied, canCreate);
  return (
    <FilterSelect
      ariaLabel={label}
      placeholder={placeholder}
      disabled={selection === undefined}
      optionsFor={optionsFor}
      selected={name === undefined ? undefined : { value: name, label: name }}
      filteringPlaceholder={placeholder.replace(/^Choose/, 'Find')}
      filteringAriaLabel={`Find ${label.toLowerCase()}`}
      statusType={isError ? 'error' : isPending ? 'loading' : 'finished'}
      loadingText="Loading repositories"
      errorText={isError ? toErrorData(error).message : ''}
      recoveryText="Retry"
      empty={isDenied ? 'Enter the name of a repository' : 'No matches'}
      onRetry={() => void refetch()}
      onSelect={onChange}
    />
  );
}
