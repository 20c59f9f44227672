import Select from '@cloudscape-design/components/select';
import type { SelectProps } from '@cloudscape-design/components/select';
import type { Ref } from 'react';
import { useMemo } from 'react';
import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { profileOption } from './profile-options.ts';

interface Props {
  readonly label: string;
  readonly profiles: readonly ProfileSummary[];
  readonly profile: ProfileSummary | undefined;
  readonly onChange: (name: string) => void;
  readonly ref?: Ref<SelectProps.Ref>;
}

/** Chooses an AWS profile; found by name, kind, account, role or region. */
export function ProfileSelect({ label, profiles, profile, onChange, ref }: Props) {
  const options = useMemo(() => profiles.map(profileOption), [profiles]);
  return (
    <Select
      ref={ref}
      ariaLabel={label}
      placeholder="Choose a profile"
      options={options}
      selectedOption={profile ? { value: profile.name, label: profile.name } : null}
      filteringType="auto"
      filteringPlaceholder="Name, account, role or region"
      filteringAriaLabel={`Find ${label.toLowerCase()}`}
      noMatch="No profile matches"
      empty="No profiles"
      virtualScroll={profiles.length > 100}
      expandToViewport
      onChange={({ detail }) => detail.selectedOption.value && onChange(detail.selectedOption.value)}
    />
  );
}
