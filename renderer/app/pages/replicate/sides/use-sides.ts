import type { ProfileListing, ProfileSummary } from '../../../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../../../shared/models/registry.ts';
import type { Settings } from '../../../../../shared/models/settings.ts';
import type { Side } from '../../../../../shared/result.ts';
import { useChangeSettings } from '../../../../features/settings/api.ts';
import {
  registrySelectionOf,
  rememberedChoice,
  withRegion,
  withRegistry,
} from '../../../../features/settings/selection.ts';
import { useChooseProfile } from './use-choose-profile.ts';

/** One side as it is chosen, and how to change it. */
export interface SideState {
  readonly side: Side;
  readonly profile: ProfileSummary | undefined;
  readonly region: string | undefined;
  /** The account that owns the registry, where it is not the profile's own. */
  readonly registryId: string | undefined;
  /** Undefined until both are chosen. */
  readonly selection: RegistrySelection | undefined;
  readonly chooseProfile: (name: string) => void;
  readonly chooseRegion: (region: string) => void;
  /** Undefined for the registry of the profile's own account. */
  readonly chooseRegistry: (registryId: string | undefined) => void;
}

export type Sides = Readonly<Record<Side, SideState>>;

/** Both sides, as the settings remember them. */
export function useSides(settings: Settings, { profiles }: ProfileListing): Sides {
  const { mutate: change } = useChangeSettings();
  const chooseProfile = useChooseProfile();
  const sideState = (side: Side): SideState => {
    const choice = rememberedChoice(settings, side, profiles);
    const { profile, region, registryId: otherRegistry } = choice;
    return {
      side,
      profile,
      region,
      registryId: otherRegistry,
      selection: registrySelectionOf(choice),
      chooseProfile: (name) => chooseProfile(settings, side, name),
      chooseRegion: (next) => profile && change({ [side]: withRegion(settings, side, profile.name, next) }),
      chooseRegistry: (registryId) =>
        profile && change({ [side]: withRegistry(settings[side], profile.name, registryId) }),
    };
  };
  return {
    source: sideState('source'),
    destination: sideState('destination'),
  };
}
