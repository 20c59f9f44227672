import type { SelectProps } from '@cloudscape-design/components/select';
import type { ReactNode, RefObject } from 'react';
import type { ProfileSummary } from '../../shared/models/profile.ts';
import { SideBadge } from '../components/side-badge.tsx';
import { IdentityLine } from '../features/profiles/identity-line.tsx';
import { ProfileSelect } from '../features/profiles/profile-select.tsx';
import { RegionSelect } from '../features/profiles/region-select.tsx';
import styles from './route-panel.module.css';
import type { SideState } from './use-sides.ts';

/** The fields of one side that an error can lead to. */
export interface SideFields {
  readonly profile: RefObject<SelectProps.Ref | null>;
  readonly region: RefObject<SelectProps.Ref | null>;
}

interface Props {
  readonly state: SideState;
  readonly profiles: readonly ProfileSummary[];
  readonly fields: SideFields;
  readonly onChanged: () => void;
  readonly repository: ReactNode;
  readonly note: ReactNode;
}

/** Profile, region and repository of one side in a row, and below it who acts there. */
export function SideRow({ state, profiles, fields, onChanged, repository, note }: Props) {
  const { side, profile, region, selection } = state;
  const title = side === 'source' ? 'Source' : 'Destination';
  const hint = profile ? 'This profile names no region: choose one.' : 'Choose a profile to begin.';
  return (
    <div className={styles.row} role="group" aria-label={title}>
      <div className={styles.badge}>
        <SideBadge side={side} />
      </div>
      <ProfileSelect
        ref={fields.profile}
        label={`${title} profile`}
        profiles={profiles}
        profile={profile}
        onChange={(name) => {
          state.chooseProfile(name);
          onChanged();
        }}
      />
      <RegionSelect
        key={profile?.name}
        ref={fields.region}
        label={`${title} region`}
        region={region}
        own={profile?.region}
        disabled={profile === undefined}
        onChange={(next) => {
          state.chooseRegion(next);
          onChanged();
        }}
      />
      {repository}
      <div className={styles.identity}>
        <IdentityLine
          selection={selection}
          hint={hint}
          actions={{
            'choose-profile': () => fields.profile.current?.focus(),
            'choose-region': () => fields.region.current?.focus(),
          }}
        />
      </div>
      <div className={styles.note}>{note}</div>
    </div>
  );
}
