import type { ProfileListing, ProfileSummary } from '../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { Side } from '../../../shared/models/result.ts';
import { useChangeSettings } from '../../features/settings/api.ts';
import {
  getRegistrySelection,
  rememberedChoice,
  withRegion,
  withRegistry,
} from '../../features/settings/selection.ts';
import { useChooseProfile } from './use-choose-profile.ts';

/** The selection of one side, with functions that change it. */
export interface SideState {
  readonly side: Side;
  readonly profile: ProfileSummary | undefined;
  readonly region: string | undefined;
  /** The account of the registry, when it is not the account of the profile. */
  readonly registryId: string | undefined;
  /** Undefined until profile and region are selected. */
  readonly selection: RegistrySelection | undefined;
  readonly chooseProfile: (name: string) => void;
  readonly chooseRegion: (region: string) => void;
  /** `undefined` selects the registry of the profile's account. */
  readonly chooseRegistry: (registryId: string | undefined) => void;
}

export type Sides = Readonly<Record<Side, SideState>>;

/** The selections of both sides from the settings. */
export function useSides(settings: Settings, { profiles }: ProfileListing): Sides {
  const { mutate: change } = useChangeSettings();
  const chooseProfile = useChooseProfile();
  const sideState = (side: Side): SideState => {
    const choice = rememberedChoice(settings, side, profiles);
    const { profile, region, registryId } = choice;
    return {
      side,
      profile,
      region,
      registryId,
      selection: getRegistrySelection(choice),
      chooseProfile: (name) => chooseProfile(settings, side, name),
      chooseRegion: (next) => profile && change({ [side]: withRegion(settings, side, profile.name, next) }),
      chooseRegistry: (next) =>
        profile && change({ [side]: withRegistry(settings[side], profile.name, next) }),
    };
  };
  return {
    source: sideState('source'),
    destination: sideState('destination'),
  };
}
