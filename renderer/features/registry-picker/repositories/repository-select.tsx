import Select from '@cloudscape-design/components/select';
import { useMemo, useState } from 'react';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
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

/** Selects a repository; on the destination side, a new name can be entered. */
export function RepositorySelect({ label, selection, name, suggested, canCreate, onChange }: Props) {
  const list = useRepositories(selection);
  const [filter, setFilter] = useState('');
  const isDenied = list.isError && toErrorData(list.error).code === 'access-denied';
  const repositories = list.data;
  const options = useMemo(() => {
    if (isDenied) return typedOptions(filter, suggested);
    return repositories ? repositoryOptions({ repositories, filter, suggested, canCreate }) : [];
  }, [isDenied, repositories, filter, suggested, canCreate]);
  return (
    <Select
      ariaLabel={label}
      placeholder={canCreate ? 'Choose a repository or enter a new name' : 'Choose a repository'}
      disabled={selection === undefined}
      options={options}
      selectedOption={name === undefined ? null : { value: name, label: name }}
      filteringType="manual"
      filteringPlaceholder={canCreate ? 'Find a repository or enter a new name' : 'Find a repository'}
      filteringAriaLabel={`Find ${label.toLowerCase()}`}
      onLoadItems={({ detail }) => (detail.samePage ? void list.refetch() : setFilter(detail.filteringText))}
      statusType={list.isError ? 'error' : list.isPending ? 'loading' : 'finished'}
      loadingText="Loading repositories"
      errorText={list.isError ? toErrorData(list.error).message : ''}
      recoveryText="Retry"
      empty={isDenied ? 'Enter the name of a repository' : 'No matches'}
      virtualScroll={options.length > 100}
      expandToViewport
      onChange={({ detail }) => detail.selectedOption.value && onChange(detail.selectedOption.value)}
    />
  );
}
