import type { SelectProps } from '@cloudscape-design/components/select';
import Select from '@cloudscape-design/components/select';
import { useCallback } from 'react';
import { FilterSelect, matchingNames } from '../../../components/filter-select.tsx';
import type { SavedFilters } from './use-saved-filters.ts';

/** More names than these are found by typing. */
const maxUnfiltered = 10;

/** Chooses a saved filter by its name. */
export function SavedFilterSelect({ filters, chosen, isChanged, choose }: SavedFilters) {
  const optionsFor = useCallback(
    (text: string) =>
      matchingNames(
        filters.map(({ name }) => name),
        text,
      ),
    [filters],
  );
  const selected: SelectProps.Option | undefined = chosen && {
    value: chosen.name,
    label: isChanged ? `${chosen.name} (changed)` : chosen.name,
  };
  const texts = { ariaLabel: 'Saved filters', placeholder: 'Saved filters' };
  if (filters.length > maxUnfiltered)
    return (
      <FilterSelect
        {...texts}
        filteringAriaLabel="Find saved filter"
        empty="No matches"
        selected={selected}
        optionsFor={optionsFor}
        onSelect={choose}
      />
    );
  return (
    <Select
      {...texts}
      options={optionsFor('')}
      selectedOption={selected ?? null}
      onChange={({ detail }) => choose(detail.selectedOption.value)}
      expandToViewport
    />
  );
}
