import type { MachineSource } from '../../engine/aws/profiles/credential-source.ts';
import type { Environment } from '../settings/configuration.ts';

/** The identity of the process without an assumed role. */
export interface OwnIdentity {
  /** The profile of the engine. */
  readonly profile: '@environment' | '@container';
  /** Where a role that is assumed finds the credentials that sign the call. */
  readonly source: MachineSource;
}

/** Lambda passes the credentials of the function's role in the environment; CodeBuild serves those of its role by HTTP. */
export const findOwnIdentity = (environment: Environment): OwnIdentity =>
  environment['AWS_ACCESS_KEY_ID']
    ? { profile: '@environment', source: 'Environment' }
    : { profile: '@container', source: 'EcsContainer' };
