import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/models/result.ts';

/** `source as arn:aws:sts::…:assumed-role/Build/ci (profile build), registry 111111111111 in eu-west-1` */
export const describeIdentity = (
  side: Side,
  { arn, profile, registryId, region }: Pick<RegistryIdentity, 'arn' | 'profile' | 'registryId' | 'region'>,
): string => `${side} as ${arn} (profile ${profile}), registry ${registryId} in ${region}`;
