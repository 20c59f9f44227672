import type { ReactNode } from 'react';
import type { ProfileSummary } from '../../shared/models/profile.ts';
import { SideBadge } from '../components/side-badge.tsx';
import { IdentityLine } from '../features/profiles/identity-line.tsx';
import { ProfileSelect } from '../features/profiles/profile-select.tsx';
import { RegionSelect } from '../features/profiles/region-select.tsx';
import { fieldId, focusField } from './fields.ts';
import styles from './route-panel.module.css';
import type { SideState } from './use-sides.ts';

interface Props {
  readonly state: SideState;
  readonly profiles: readonly ProfileSummary[];
  readonly onChanged: () => void;
  /** True where what is wrong with this side is told in full below. */
  readonly brief: boolean;
  readonly repository: ReactNode;
  readonly note: ReactNode;
}

/** Profile, region and repository of one side in a row, and below it who acts there. */
export function SideRow({ state, profiles, onChanged, brief, repository, note }: Props) {
  const { side, profile, region, selection } = state;
  const title = side === 'source' ? 'Source' : 'Destination';
  const hint = profile ? 'This profile names no region: choose one.' : 'Choose a profile to begin.';
  return (
    <div className={styles.row} role="group" aria-label={title}>
      <div className={styles.badge}>
        <SideBadge side={side} />
      </div>
      <ProfileSelect
        id={fieldId(side, 'profile')}
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
        id={fieldId(side, 'region')}
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
          brief={brief}
          actions={{
            'choose-profile': () => focusField(side, 'profile'),
            'choose-region': () => focusField(side, 'region'),
          }}
        />
      </div>
      <div className={styles.note}>{note}</div>
    </div>
  );
}
