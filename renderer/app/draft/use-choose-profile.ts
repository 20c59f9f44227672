import type { Settings } from '../../../shared/models/settings.ts';
import type { Side } from '../../../shared/result.ts';
import { withRecent } from '../../features/registry-picker/profiles/profile-groups.ts';
import { useChangeSettings } from '../../features/settings/api.ts';
import { withProfile } from '../../features/settings/selection.ts';

/** Selects a side's profile, and adds it to the recent profiles. */
export function useChooseProfile(): (settings: Settings, side: Side, name: string) => void {
  const { mutate: change } = useChangeSettings();
  return (settings, side, name) =>
    change({ [side]: withProfile(settings, side, name), profiles: withRecent(settings.profiles, name) });
}
