import {
  createCredentialChain,
  fromContainerMetadata,
  fromHttp,
  fromInstanceMetadata,
} from '@aws-sdk/credential-providers';
import { findCredentialSource } from '../profiles/credential-source.ts';
import type { MachineSource } from '../profiles/credential-source.ts';
import { environmentProfile } from '../../../../shared/models/profile.ts';
import type { ProfileCatalog } from '../profiles/profile-catalog.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { credentialsFromKeys } from './aws-credentials.ts';
import type { ChainLinkContext } from './chain-link-context.ts';
import { containerToken } from './container-token.ts';

/** Milliseconds: a desktop, where nothing answers, is told soon. */
const metadataTimeout = 2_000;

function environmentKeys(catalog: ProfileCatalog): AwsCredentials {
  const entry = catalog.profiles.get(environmentProfile);
  const credentialSource = entry && findCredentialSource(entry, catalog);
  if (credentialSource?.kind !== 'keys')
    throw new Error('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set.');
  return credentialsFromKeys(credentialSource.keys);
}

/** The SDK shows this token and reads no file for itself, whose text might be another one by then. */
const shownToContainer = (token: string | undefined): Parameters<typeof fromHttp>[0] =>
  token === undefined
    ? {}
    : { awsContainerAuthorizationToken: token, awsContainerAuthorizationTokenFile: '' };

/** Credentials of a `credential_source`. @throws whatever the place answered. */
export async function machineCredentials(
  source: MachineSource,
  { catalog, environment }: Pick<ChainLinkContext, 'catalog' | 'environment'>,
): Promise<AwsCredentials> {
  switch (source) {
    case 'Environment':
      return environmentKeys(catalog);
    case 'Ec2InstanceMetadata':
      return fromInstanceMetadata({ timeout: metadataTimeout, maxRetries: 1 })();
    case 'EcsContainer':
      return createCredentialChain(
        fromHttp(shownToContainer(await containerToken(environment))),
        fromContainerMetadata({ timeout: metadataTimeout }),
      )();
  }
}
