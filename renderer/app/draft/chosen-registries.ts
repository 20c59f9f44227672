import type { ProfileListing } from '../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import type { Side } from '../../../shared/models/result.ts';
import { getRegistrySelection, rememberedChoice } from '../../features/settings/selection.ts';

/** The selected registry of each side; undefined where none is selected. */
export function chosenRegistries(
  settings: Settings | undefined,
  listing: ProfileListing | undefined,
): Readonly<Partial<Record<Side, RegistrySelection | undefined>>> {
  if (!settings || !listing) return {};
  const getRegistry = (side: Side): RegistrySelection | undefined =>
    getRegistrySelection(rememberedChoice(settings, side, listing.profiles));
  return { source: getRegistry('source'), destination: getRegistry('destination') };
}
