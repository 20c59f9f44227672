import type { MachineSource } from '../profiles/credential-source.ts';
import { isNamedIdentity } from '../profiles/environment-profile.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import type { AwsCredentials } from './aws-credentials.ts';
import { noted } from './aws-credentials.ts';
import type { ChainLinkContext } from './chain-link-context.ts';
import { unusable } from './chain-link-context.ts';
import { machineCredentials } from './machine-credentials.ts';

const whatIsMissing = {
  Environment: 'The environment of this app holds no keys',
  Ec2InstanceMetadata: 'This computer is no EC2 machine with a role',
  EcsContainer: 'This is no container of ECS or EKS with a role',
} as const satisfies Record<MachineSource, string>;

/** Credentials of the place that a profile's `credential_source` names. */
export async function resolveMachine(
  link: ChainLink,
  source: MachineSource,
  context: ChainLinkContext,
): Promise<AwsCredentials> {
  try {
    return noted(await machineCredentials(source, context));
  } catch (error) {
    const { entry } = link;
    const message = isNamedIdentity(entry)
      ? `${whatIsMissing[source]} (${entry.name}).`
      : `${whatIsMissing[source]}, which profile ${entry.name} needs (credential_source = ${source}).`;
    throw unusable(entry, context, message, error);
  }
}
