import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { isUsable } from '../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { Side } from '../../../shared/models/result.ts';
import { toRegistrySelection } from '../../../shared/models/registry.ts';

/** The selection of one side; a region is never guessed. */
export interface SideChoice {
  readonly profile: ProfileSummary | undefined;
  readonly region: string | undefined;
  /** The account of the registry, when it is not the account of the profile. */
  readonly registryId: string | undefined;
}

/** The saved selection of a side, if its profile is usable: with the last region used with it, otherwise its own. */
export function rememberedChoice(
  settings: Settings,
  side: Side,
  profiles: readonly ProfileSummary[],
): SideChoice {
  const { profile: name, regions, registries } = settings[side];
  const profile = profiles.find((each) => each.name === name && isUsable(each));
  return {
    profile,
    region: profile && (regions[profile.name] ?? profile.region),
    registryId: side === 'source' && profile ? registries?.[profile.name] : undefined,
  };
}

/** The registry of a selection; undefined until profile and region are selected. */
export const getRegistrySelection = ({
  profile,
  region,
  registryId,
}: SideChoice): RegistrySelection | undefined =>
  profile && region !== undefined
    ? toRegistrySelection({ profile: profile.name, region, registryId })
    : undefined;

export const withProfile = (settings: Settings, side: Side, profile: string): Settings[Side] => ({
  ...settings[side],
  profile,
});

export const withRegion = (
  settings: Settings,
  side: Side,
  profile: string,
  region: string,
): Settings[Side] => ({
  ...settings[side],
  profile,
  regions: { ...settings[side].regions, [profile]: region },
});

/** The side with another account's registry for a profile; `undefined` selects the profile's own. */
export function withRegistry(
  side: Settings[Side],
  profile: string,
  registryId: string | undefined,
): Settings[Side] {
  const { [profile]: known, ...others } = side.registries ?? {};
  if (known === registryId) return side;
  return { ...side, registries: registryId === undefined ? others : { ...others, [profile]: registryId } };
}

/** The source with a registry selected. */
export const withSource = (
  settings: Settings,
  { profile, region, registryId }: RegistrySelection,
): Settings['source'] => withRegistry(withRegion(settings, 'source', profile, region), profile, registryId);

/** Both sides with their selections swapped; the saved regions of other profiles stay. */
export function withSidesSwapped(
  settings: Settings,
  profiles: readonly ProfileSummary[],
): Pick<Settings, Side> {
  const copied = (to: Side, from: Side): Settings[Side] => {
    const { profile, region } = rememberedChoice(settings, from, profiles);
    if (!profile) return { ...settings[to], profile: undefined };
    return region === undefined
      ? withProfile(settings, to, profile.name)
      : withRegion(settings, to, profile.name, region);
  };
  return { source: copied('source', 'destination'), destination: copied('destination', 'source') };
}
