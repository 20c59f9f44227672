import { environmentProfile } from '../../../../shared/models/profile.ts';
import type { MachineSource } from '../profiles/credential-source.ts';
import { findCredentialSource } from '../profiles/credential-source.ts';
import { isNamedIdentity } from '../profiles/environment-profile.ts';
import type { ProfileCatalog } from '../profiles/profile-catalog.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import type { AwsCredentials } from '../profiles/aws-credentials.ts';
import { credentialsFromKeys, registerSecrets } from '../profiles/aws-credentials.ts';
import type { ChainLinkContext } from './chain-link-context.ts';
import { profileUnusableError } from './chain-link-context.ts';
import { readContainerCredentials } from './container-credentials.ts';
import { readInstanceCredentials } from './instance-credentials.ts';

const missingSource = {
  Environment: 'The environment of this app has no access keys',
  Ec2InstanceMetadata: 'This computer is not an EC2 instance with a role',
  EcsContainer: 'This is not an ECS or EKS container with a role',
} as const satisfies Record<MachineSource, string>;

function environmentCredentials(catalog: ProfileCatalog): AwsCredentials {
  const entry = catalog.profiles.get(environmentProfile);
  const source = entry && findCredentialSource(entry, catalog);
  if (source?.kind !== 'keys') throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.');
  return credentialsFromKeys(source.keys);
}

async function readMachineCredentials(
  { entry: { values } }: ChainLink,
  source: MachineSource,
  { catalog, environment, network: { userAgent } }: ChainLinkContext,
): Promise<AwsCredentials> {
  switch (source) {
    case 'Environment':
      return environmentCredentials(catalog);
    case 'Ec2InstanceMetadata':
      return readInstanceCredentials({ environment, values, userAgent });
    case 'EcsContainer':
      return readContainerCredentials(environment, userAgent);
  }
}

/**
 * Reads the credentials of the place that a profile's `credential_source` names.
 *
 * @throws EngineError `profile-unusable` when the place gives none.
 */
export async function resolveMachine(
  link: ChainLink,
  source: MachineSource,
  context: ChainLinkContext,
): Promise<AwsCredentials> {
  try {
    return registerSecrets(await readMachineCredentials(link, source, context));
  } catch (error) {
    const { entry } = link;
    const message = isNamedIdentity(entry)
      ? `${missingSource[source]} (${entry.name}).`
      : `${missingSource[source]}, which profile ${entry.name} needs (credential_source = ${source}).`;
    throw profileUnusableError(entry, context, message, error);
  }
}
