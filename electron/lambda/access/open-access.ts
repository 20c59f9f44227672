import type { RegistryReference } from '../../../shared/models/reference.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { AwsAccess } from '../../engine/aws/clients/aws-access.ts';
import { createAwsAccess } from '../../engine/aws/clients/aws-access.ts';
import type { Network } from '../../engine/aws/network/network.ts';
import type { AssumedRole } from '../../engine/aws/profiles/assumed-role.ts';
import type { Configuration } from '../settings/configuration.ts';
import { findOwnIdentity } from './own-identity.ts';

/** Connects to registries as the function's own role, or as a role that it assumes. */
export interface RoleAccess {
  readonly aws: AwsAccess;
  /** @param roleArn the role to assume; the function's own role when undefined. */
  selectRegistry(registry: RegistryReference, roleArn: string | undefined): RegistrySelection;
}

interface AccessOptions {
  readonly configuration: Pick<Configuration, 'environment' | 'functionName'>;
  readonly network: Network;
  /** Receives sentences about problems that fail no call. */
  readonly warn: (warning: string) => void;
}

/** The longest name of a role session (STS API reference, `AssumeRole`). */
const maxSessionName = 64;

export function openAccess({ configuration, network, warn }: AccessOptions): RoleAccess {
  const { environment, functionName } = configuration;
  const own = findOwnIdentity(environment);
  const roles = new Map<string, AssumedRole>();
  return {
    aws: createAwsAccess({ environment, network, warn, roles: () => [...roles.values()] }),
    selectRegistry({ accountId: registryId, region }, roleArn) {
      if (roleArn === undefined) return { profile: own.profile, region, registryId };
      const sessionName = functionName.slice(0, maxSessionName);
      roles.set(roleArn, { roleArn, source: own.source, sessionName });
      return { profile: roleArn, region, registryId };
    },
  };
}
