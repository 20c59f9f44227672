import type { IdentityName } from '../../../../shared/models/profile.ts';
import { environmentProfile, identityNames, isIdentityName } from '../../../../shared/models/profile.ts';
import type { ProfileCatalog, ProfileEntry, Values } from './profile-catalog.ts';
import type { Environment } from './profile-files.ts';

/** The variables that stand for values of a profile (AWS SDKs and Tools Reference Guide, environment variables). */
const variables: readonly (readonly [key: string, ...names: string[]])[] = [
  ['aws_access_key_id', 'AWS_ACCESS_KEY_ID'],
  ['aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'],
  ['aws_session_token', 'AWS_SESSION_TOKEN'],
  ['aws_credential_expiration', 'AWS_CREDENTIAL_EXPIRATION'],
  ['aws_account_id', 'AWS_ACCOUNT_ID'],
  ['region', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
  ['endpoint_url', 'AWS_ENDPOINT_URL'],
  ['ignore_configured_endpoint_urls', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'],
  ['use_fips_endpoint', 'AWS_USE_FIPS_ENDPOINT'],
  ['use_dualstack_endpoint', 'AWS_USE_DUALSTACK_ENDPOINT'],
];

const serviceVariables: readonly (readonly [key: string, name: string])[] = [
  ['ecr.endpoint_url', 'AWS_ENDPOINT_URL_ECR'],
  ['sts.endpoint_url', 'AWS_ENDPOINT_URL_STS'],
];

const present = (entries: readonly (readonly [string, string | undefined])[]): Values =>
  new Map(entries.flatMap(([key, value]) => (value ? [[key, value] as const] : [])));

/** Keys that a profile has, with the variables that stand for them. */
const keyVariables = variables.filter(([key]) => key.startsWith('aws_'));

const valuesOf = (
  environment: Environment,
  from: readonly (readonly [key: string, ...names: string[]])[],
): readonly (readonly [string, string | undefined])[] =>
  from.map(([key, ...names]) => [key, names.map((name) => environment[name]).find(Boolean)] as const);

/** The keys of the environment as a profile of their own; undefined when there are none. */
function environmentKeys(environment: Environment): ProfileEntry | undefined {
  if (!environment['AWS_ACCESS_KEY_ID']) return undefined;
  return {
    name: environmentProfile,
    values: present([...valuesOf(environment, variables), ['services', environmentProfile]]),
    sections: [],
  };
}

/** An identity that is named without any file, as far as the environment says where it comes from. */
interface NamedIdentity {
  readonly values: readonly (readonly [key: string, value: string | undefined])[];
  /** The variables without which it is not there, one of each list. */
  readonly needs: readonly (readonly string[])[];
}

function namedIdentity(name: IdentityName, environment: Environment): NamedIdentity {
  switch (name) {
    case '@instance':
      return { values: [['credential_source', 'Ec2InstanceMetadata']], needs: [] };
    case '@container':
      return {
        values: [['credential_source', 'EcsContainer']],
        needs: [['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI']],
      };
    case '@web-identity':
      return {
        values: [
          ['role_arn', environment['AWS_ROLE_ARN']],
          ['web_identity_token_file', environment['AWS_WEB_IDENTITY_TOKEN_FILE']],
          ['role_session_name', environment['AWS_ROLE_SESSION_NAME']],
        ],
        needs: [['AWS_WEB_IDENTITY_TOKEN_FILE'], ['AWS_ROLE_ARN']],
      };
    case '@environment':
      return {
        values: valuesOf(environment, keyVariables),
        needs: [['AWS_ACCESS_KEY_ID'], ['AWS_SECRET_ACCESS_KEY']],
      };
  }
}

/** A named identity as a profile: nothing of it is in any file, and it is never tried unless it is chosen. */
function identityEntry(name: IdentityName, environment: Environment): ProfileEntry {
  const { values, needs } = namedIdentity(name, environment);
  const settings = valuesOf(
    environment,
    variables.filter((each) => !keyVariables.includes(each)),
  );
  const missing = needs.filter((names) => !names.some((each) => environment[each]));
  return {
    name,
    values: present([...values, ...settings, ['services', environmentProfile]]),
    sections: [],
    ...(missing.length > 0 && {
      headingProblem: `Not set: ${missing.map((names) => names.join(' or ')).join(', ')}.`,
    }),
  };
}

/** Whether an entry is one of the named identities, not a profile of the files that has such a name. */
export const isNamedIdentity = ({ name, sections }: ProfileEntry): boolean =>
  sections.length === 0 && isIdentityName(name);

/**
 * The same catalog with the environment's keys as its last profile, where there are any, and with the identities that can
 * be named without a file. A profile of the files that has the name of one keeps it.
 */
export function withEnvironmentProfile(catalog: ProfileCatalog, environment: Environment): ProfileCatalog {
  const keys = environmentKeys(environment);
  const profiles = new Map(catalog.profiles);
  if (keys) {
    profiles.delete(keys.name);
    profiles.set(keys.name, keys);
  }
  for (const name of identityNames)
    if (!profiles.has(name)) profiles.set(name, identityEntry(name, environment));
  const services = present(serviceVariables.map(([key, name]) => [key, environment[name]] as const));
  return { ...catalog, profiles, services: new Map([...catalog.services, [environmentProfile, services]]) };
}
