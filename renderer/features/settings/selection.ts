import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { isUsable } from '../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { Side } from '../../../shared/result.ts';

/** What is chosen on one side; a region is never guessed. */
export interface SideChoice {
  readonly profile: ProfileSummary | undefined;
  readonly region: string | undefined;
  /** The account that owns the registry, where it is not the profile's own. */
  readonly registryId: string | undefined;
}

/** What was last chosen on a side, as far as it still exists: the region last used with the profile, else the profile's own. */
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

/** Undefined until profile and region are chosen. */
export const registrySelectionOf = ({
  profile,
  region,
  registryId,
}: SideChoice): RegistrySelection | undefined =>
  profile && region !== undefined
    ? { profile: profile.name, region, ...(registryId !== undefined && { registryId }) }
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

/** The source with another account's registry chosen for a profile; undefined chooses the profile's own. */
export function withRegistry(
  side: Settings[Side],
  profile: string,
  registryId: string | undefined,
): Settings[Side] {
  const { [profile]: known, ...others } = side.registries ?? {};
  if (known === registryId) return side;
  return { ...side, registries: registryId === undefined ? others : { ...others, [profile]: registryId } };
}

/** Each side with what is chosen on the other one; what it remembers of other profiles stays. */
export function withSidesSwapped(
  settings: Settings,
  profiles: readonly ProfileSummary[],
): Pick<Settings, Side> {
  const taken = (to: Side, from: Side): Settings[Side] => {
    const { profile, region } = rememberedChoice(settings, from, profiles);
    if (!profile) return { ...settings[to], profile: undefined };
    return region === undefined
      ? withProfile(settings, to, profile.name)
      : withRegion(settings, to, profile.name, region);
  };
  return { source: taken('source', 'destination'), destination: taken('destination', 'source') };
}
