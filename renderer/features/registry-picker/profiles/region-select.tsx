import Select from '@cloudscape-design/components/select';
import { useMemo, useState } from 'react';
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
  const [filter, setFilter] = useState('');
  const options = useMemo(() => regionOptions(filter, own), [filter, own]);
  return (
    <Select
      controlId={id}
      ariaLabel={label}
      placeholder="Choose a region"
      disabled={disabled}
      options={options}
      selectedOption={region === undefined ? null : selectedRegion(region)}
      filteringType="manual"
      filteringPlaceholder="Find or type a region"
      filteringAriaLabel={`Find ${label.toLowerCase()}`}
      onLoadItems={({ detail }) => setFilter(detail.filteringText)}
      empty="No region matches"
      expandToViewport
      onChange={({ detail }) => detail.selectedOption.value && onChange(detail.selectedOption.value)}
    />
  );
}
