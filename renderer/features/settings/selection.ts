import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { isUsable } from '../../../shared/models/profile.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { Side } from '../../../shared/result.ts';

/** What is chosen on one side; a region is never guessed. */
export interface SideChoice {
  readonly profile: ProfileSummary | undefined;
  readonly region: string | undefined;
}

/** What was last chosen on a side, as far as it still exists: the region last used with the profile, else the profile's own. */
export function rememberedChoice(
  settings: Settings,
  side: Side,
  profiles: readonly ProfileSummary[],
): SideChoice {
  const { profile: name, regions } = settings[side];
  const profile = profiles.find((each) => each.name === name && isUsable(each));
  return { profile, region: profile && (regions[profile.name] ?? profile.region) };
}

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
  profile,
  regions: { ...settings[side].regions, [profile]: region },
});

/** Each side with what is chosen on the other one; what it remembers of other profiles stays. */
export function withSidesSwapped(
  settings: Settings,
  profiles: readonly ProfileSummary[],
): Pick<Settings, Side> {
  const taken = (to: Side, from: Side): Settings[Side] => {
    const { profile, region } = rememberedChoice(settings, from, profiles);
    if (!profile) return { regions: settings[to].regions };
    return region === undefined
      ? withProfile(settings, to, profile.name)
      : withRegion(settings, to, profile.name, region);
  };
  return { source: taken('source', 'destination'), destination: taken('destination', 'source') };
}
