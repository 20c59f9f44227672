import Container from '@cloudscape-design/components/container';
import type { ProfileListing } from '../../../../shared/models/profile.ts';
import { isUsable } from '../../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Settings } from '../../../../shared/models/settings.ts';
import { IdentityLine } from '../../../features/registry-picker/profiles/identity-line.tsx';
import { ProfilePicker } from '../../../features/registry-picker/profiles/profile-picker.tsx';
import { RegionSelect } from '../../../features/registry-picker/profiles/region-select.tsx';
import { useUndoableChange } from '../../../features/settings/use-undoable-change.ts';
import styles from './registry-chooser.module.css';

/** The selected profile and region; each is undefined until it is chosen. */
export interface RegistryChoice {
  readonly profile: string | undefined;
  readonly region: string | undefined;
}

interface Props {
  readonly listing: ProfileListing;
  readonly settings: Settings;
  readonly choice: RegistryChoice;
  readonly onChoice: (choice: RegistryChoice) => void;
}

/** The registry of a choice; undefined until profile and region are chosen. */
export const chosenRegistry = ({ profile, region }: RegistryChoice): RegistrySelection | undefined =>
  profile !== undefined && region !== undefined ? { profile, region } : undefined;

const fieldIds = { profile: 'replication-profile', region: 'replication-region' } as const;

export const focusRegistryField = (field: keyof typeof fieldIds): void =>
  document.getElementById(fieldIds[field])?.focus();

/** Profile and region of the registry whose replication is shown, with the identity. */
export function RegistryChooser({ listing, settings, choice, onChoice }: Props) {
  const change = useUndoableChange();
  const profile = listing.profiles.find((each) => each.name === choice.profile && isUsable(each));
  const regionOf = (name: string): string | undefined =>
    settings.source.regions[name] ?? listing.profiles.find((each) => each.name === name)?.region;
  return (
    <Container>
      <div className={styles.chooser} role="group" aria-label="Registry">
        <ProfilePicker
          id={fieldIds.profile}
          label="Registry profile"
          profiles={listing.profiles}
          profile={profile}
          list={settings.profiles}
          onChoose={(name) => onChoice({ profile: name, region: regionOf(name) })}
          onPinned={(profiles, text) => change({ profiles }, text)}
        />
        <RegionSelect
          key={profile?.name}
          id={fieldIds.region}
          label="Registry region"
          region={choice.region}
          own={profile?.region}
          disabled={profile === undefined}
          onChange={(region) => onChoice({ ...choice, region })}
        />
        <div className={styles.identity}>
          <IdentityLine
            selection={profile && chosenRegistry(choice)}
            hint={profile ? 'This profile has no region. Choose one.' : 'Choose a profile to start.'}
            accountName={profile?.accountName}
            menu={null}
            actions={{
              'choose-profile': () => focusRegistryField('profile'),
              'choose-region': () => focusRegistryField('region'),
            }}
          />
        </div>
      </div>
    </Container>
  );
}
