import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { identityNames, isIdentityName } from '../../../shared/models/profile.ts';
import { findProfile, listProfiles } from '../../engine/aws/profiles/list-profiles.ts';
import type { CliContext } from '../terminal/context.ts';
import { UsageError } from '../terminal/usage-error.ts';

const withoutFile = `Without a file there are ${identityNames.join(', ')}.`;

const knownProfiles = (names: readonly string[]): string =>
  names.length > 0
    ? `There are: ${names.join(', ')}. ${withoutFile}`
    : `There are none; ecr-image-replicator profiles prints which files are read. ${withoutFile}`;

/**
 * The identity without an option: `AWS_PROFILE`, or the access keys of the environment. Instance and container metadata are
 * not tried.
 *
 * @throws UsageError when there is neither, or both.
 */
function environmentIdentity(option: string, environment: CliContext['environment']): string {
  const { AWS_PROFILE: profile, AWS_ACCESS_KEY_ID: key } = environment;
  if (profile && key)
    throw new UsageError(
      `Both AWS_PROFILE (${profile}) and AWS_ACCESS_KEY_ID are set, and each is an identity of its own.`,
      `Choose one: ${option} ${profile} or ${option} @environment.`,
    );
  if (profile) return profile;
  if (key) return '@environment';
  throw new UsageError(
    `No identity is named, and neither AWS_PROFILE nor AWS_ACCESS_KEY_ID is set.`,
    `Add ${option} with the name of a profile. ${withoutFile}`,
  );
}

/**
 * The profile, or the identity without a file, of one side.
 *
 * @param option that names it.
 * @throws UsageError when it does not exist, or when a profile has the name of an identity without a file.
 */
export async function chooseProfile(
  given: string | undefined,
  option: string,
  { environment }: Pick<CliContext, 'environment'>,
): Promise<ProfileSummary> {
  const name = given ?? environmentIdentity(option, environment);
  const profile = await findProfile(environment, name);
  if (!profile) {
    const { profiles } = await listProfiles(environment);
    throw new UsageError(`There is no profile ${name}.`, knownProfiles(profiles.map((each) => each.name)));
  }
  if (profile.place && isIdentityName(name))
    throw new UsageError(
      `${name} is both an identity without a file and a profile (${profile.place.path}, line ${profile.place.line}).`,
      'Rename the profile.',
    );
  return profile;
}
