import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/models/result.ts';
import { chooseProfile } from './choose-profile.ts';
import type { CliContext } from '../terminal/context.ts';
import type { DestinationSideOptions, SourceSideOptions } from '../options/side-options.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { toRegistrySelection } from '../../../shared/models/registry.ts';

type SelectionContext = Pick<CliContext, 'environment' | 'stderr'>;

interface RequestedRegistry {
  readonly profile: string | undefined;
  readonly region: string | undefined;
  readonly registryId: string | undefined;
}

async function selectRegistry(
  { profile: given, region, registryId }: RequestedRegistry,
  side: Side,
  context: SelectionContext,
): Promise<RegistrySelection> {
  const { name: profile, region: own, warnings } = await chooseProfile(given, `--${side}-profile`, context);
  for (const warning of warnings) context.stderr.write(`warning: Profile ${profile}: ${warning}\n`);
  const chosen = region ?? own;
  if (chosen === undefined)
    throw new UsageError(
      `Profile ${profile} has no region of its own.`,
      `Add --${side}-region, as in --${side}-region eu-west-1, or a region to the profile.`,
    );
  return toRegistrySelection({ profile, region: chosen, registryId });
}

/**
 * The registry that the options name. The region is the one given or the profile's own; it is never guessed. Warnings about
 * the profile go to `stderr`.
 *
 * @throws UsageError for an unknown profile, or one without a region where none was given.
 */
export const selectSource = (
  { sourceProfile: profile, sourceRegion: region, sourceRegistry: registryId }: SourceSideOptions,
  context: SelectionContext,
): Promise<RegistrySelection> => selectRegistry({ profile, region, registryId }, 'source', context);

/** The same for the destination. */
export const selectDestination = (
  {
    destinationProfile: profile,
    destinationRegion: region,
    destinationRegistry: registryId,
  }: DestinationSideOptions,
  context: SelectionContext,
): Promise<RegistrySelection> => selectRegistry({ profile, region, registryId }, 'destination', context);
