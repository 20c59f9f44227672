import { useCallback } from 'react';
import { FilterSelect } from '../../../components/filter-select.tsx';
import { regionOptions, selectedRegion } from './region-options.ts';

interface Props {
  readonly label: string;
  readonly region: string | undefined;
  /** The region that is configured in the profile. */
  readonly own: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (region: string) => void;
  /** The element id of the field. */
  readonly id: string;
}

/** Selects a region; a region that is not listed can be typed. */
export function RegionSelect({ label, region, own, disabled, onChange, id }: Props) {
  const optionsFor = useCallback((filter: string) => regionOptions(filter, own), [own]);
  return (
    <FilterSelect
      controlId={id}
      ariaLabel={label}
      placeholder="Choose a region"
      disabled={disabled}
      optionsFor={optionsFor}
      selected={region === undefined ? undefined : selectedRegion(region)}
      filteringPlaceholder="Find or type a region"
      filteringAriaLabel={`Find ${label.toLowerCase()}`}
      empty="No region matches"
      onSelect={onChange}
    />
  );
}
