import type { ReactNode } from 'react';
import type { ProfileListing } from '../../../../../shared/models/profile.ts';
import type { Settings } from '../../../../../shared/models/settings.ts';
import { SideBadge } from '../../../../components/side-badge.tsx';
import { useIdentity } from '../../../../features/registry-picker/profiles/api.ts';
import { IdentityLine } from '../../../../features/registry-picker/profiles/identity-line.tsx';
import { ProfilePicker } from '../../../../features/registry-picker/profiles/profile-picker.tsx';
import { RegionSelect } from '../../../../features/registry-picker/profiles/region-select.tsx';
import { StateBadge } from '../../../../features/registry-picker/profiles/state-badge.tsx';
import { useUndoableChange } from '../../../../features/settings/use-undoable-change.ts';
import { fieldId, focusField } from '../../../draft/fields.ts';
import { dropTarget } from './drop-target.ts';
import styles from './route-panel.module.css';
import { SideAccount } from './side-account.tsx';
import type { SideState } from '../../../draft/use-sides.ts';

interface Props {
  readonly state: SideState;
  readonly listing: ProfileListing;
  readonly settings: Settings;
  readonly onChanged: () => void;
  /** True when this side's error is shown in full elsewhere on the page. */
  readonly brief: boolean;
  readonly repository: ReactNode;
  readonly note: ReactNode;
  /** The content below the side's badge. */
  readonly corner?: ReactNode;
  /** Called when an image is dropped here; undefined while none is dragged. */
  readonly onDropped?: (() => void) | undefined;
}

/** Profile, region and repository of one side, with the identity and the account's color. */
export function SideRow({
  state,
  listing,
  settings,
  onChanged,
  brief,
  repository,
  note,
  corner,
  onDropped,
}: Props) {
  const { side, profile, region, selection } = state;
  const change = useUndoableChange();
  const { data: identity, isError } = useIdentity(selection);
  const accountId = identity?.registryId ?? profile?.accountId;
  const title = side === 'source' ? 'Source' : 'Destination';
  const hint = profile ? 'This profile has no region. Choose one.' : 'Choose a profile to start.';
  return (
    <div
      className={styles.row}
      role="group"
      aria-label={title}
      {...dropTarget(onDropped)}
      data-account-color={accountId && settings.accounts[accountId]?.color}
    >
      <div className={styles.badge}>
        <SideBadge side={side} />
      </div>
      <ProfilePicker
        id={fieldId(side, 'profile')}
        label={`${title} profile`}
        profiles={listing.profiles}
        profile={profile}
        list={settings.profiles}
        onChoose={(name) => {
          if (name === profile?.name) return;
          state.chooseProfile(name);
          onChanged();
        }}
        onPinned={(profiles, text) => change({ profiles }, text)}
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
      <div className={styles.repository}>{repository}</div>
      <div className={styles.corner}>{corner}</div>
      <div className={styles.identity}>
        {profile && !(isError && !brief) && <StateBadge profile={profile} />}
        <IdentityLine
          selection={selection}
          hint={hint}
          accountName={profile?.accountName}
          brief={brief}
          menu={
            identity &&
            profile && (
              <SideAccount identity={identity} profile={profile} listing={listing} settings={settings} />
            )
          }
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
