import type { RegistrySelection } from '../../shared/models/registry.ts';
import { listProfiles } from '../engine/aws/profiles/list-profiles.ts';
import type { CliContext } from './context.ts';
import type { DestinationSideOptions, SourceSideOptions } from './options/side-options.ts';
import { UsageError } from './usage-error.ts';

interface Wanted {
  readonly profile: string;
  readonly region: string | undefined;
  readonly registryId: string | undefined;
}

const knownProfiles = (names: readonly string[]): string =>
  names.length > 0
    ? `There are: ${names.join(', ')}.`
    : 'There are none; ecr-image-replicator profiles says where was looked.';

async function selectRegistry(
  { profile, region, registryId }: Wanted,
  regionOption: string,
  { environment }: Pick<CliContext, 'environment'>,
): Promise<RegistrySelection> {
  const { profiles } = await listProfiles(environment);
  const summary = profiles.find(({ name }) => name === profile);
  if (!summary)
    throw new UsageError(`There is no profile ${profile}.`, knownProfiles(profiles.map(({ name }) => name)));
  const chosen = region ?? summary.region;
  if (chosen === undefined)
    throw new UsageError(
      `Profile ${profile} has no region of its own.`,
      `Add ${regionOption}, as in ${regionOption} eu-west-1, or a region to the profile.`,
    );
  return { profile, region: chosen, ...(registryId === undefined ? {} : { registryId }) };
}

/**
 * The registry that the options mean. A region is never guessed: it is the one given, or the profile's own.
 *
 * @throws UsageError for an unknown profile, or one without a region where none was given.
 */
export const selectSource = (
  { sourceProfile: profile, sourceRegion: region, sourceRegistry: registryId }: SourceSideOptions,
  context: CliContext,
): Promise<RegistrySelection> => selectRegistry({ profile, region, registryId }, '--source-region', context);

/** The same for the destination. */
export const selectDestination = (
  {
    destinationProfile: profile,
    destinationRegion: region,
    destinationRegistry: registryId,
  }: DestinationSideOptions,
  context: CliContext,
): Promise<RegistrySelection> =>
  selectRegistry({ profile, region, registryId }, '--destination-region', context);
