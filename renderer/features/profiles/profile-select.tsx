import Select from '@cloudscape-design/components/select';
import { useMemo } from 'react';
import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { profileOption } from './profile-options.ts';

interface Props {
  readonly label: string;
  readonly profiles: readonly ProfileSummary[];
  readonly profile: ProfileSummary | undefined;
  readonly onChange: (name: string) => void;
  /** The id of its control. */
  readonly id: string;
}

/** Chooses an AWS profile; found by name, kind, account, role or region. */
export function ProfileSelect({ label, profiles, profile, onChange, id }: Props) {
  const options = useMemo(() => profiles.map(profileOption), [profiles]);
  return (
    <Select
      controlId={id}
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
