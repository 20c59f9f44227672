import type { MachineSource } from './credential-source.ts';
import { environmentSettings } from './environment-profile.ts';
import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';
import type { Environment } from './profile-files.ts';

/** A role that a process assumes with its own credentials, without a profile in the AWS files. */
export interface AssumedRole {
  /** Also the name of its profile. */
  readonly roleArn: string;
  /** Where the process has its own credentials. */
  readonly source: MachineSource;
  /** Appears in the ARN of the session, and so in CloudTrail. */
  readonly sessionName: string;
}

const createEntry = (
  { roleArn, source, sessionName }: AssumedRole,
  environment: Environment,
): ProfileEntry => ({
  name: roleArn,
  values: new Map([
    ...environmentSettings(environment),
    ['role_arn', roleArn],
    ['credential_source', source],
    ['role_session_name', sessionName],
  ]),
  sections: [],
});

/** Adds a profile for each role, with the region and the endpoints of the environment. */
export const withAssumedRoles = (
  catalog: ProfileCatalog,
  roles: readonly AssumedRole[],
  environment: Environment,
): ProfileCatalog => ({
  ...catalog,
  profiles: new Map([
    ...catalog.profiles,
    ...roles.map((role) => [role.roleArn, createEntry(role, environment)] as const),
  ]),
});
