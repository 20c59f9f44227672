import type { IdentityName } from '../../../../shared/models/profile.ts';
import { environmentProfile, identityNames, isIdentityName } from '../../../../shared/models/profile.ts';
import type { ProfileCatalog, ProfileEntry, Values } from './profile-catalog.ts';
import type { Environment } from './profile-files.ts';

/** Environment variables by the profile value that they set (AWS SDKs and Tools Reference Guide, "Environment variables"). */
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

const withoutEmpty = (entries: readonly (readonly [string, string | undefined])[]): Values =>
  new Map(entries.flatMap(([key, value]) => (value ? [[key, value] as const] : [])));

/** The variables that set credentials. */
const keyVariables = variables.filter(([key]) => key.startsWith('aws_'));

const readValues = (
  environment: Environment,
  from: readonly (readonly [key: string, ...names: string[]])[],
): readonly (readonly [string, string | undefined])[] =>
  from.map(([key, ...names]) => [key, names.map((name) => environment[name]).find(Boolean)] as const);

/** Creates a profile from the access keys of the environment; undefined when there are none. */
function createEnvironmentEntry(environment: Environment): ProfileEntry | undefined {
  if (!environment['AWS_ACCESS_KEY_ID']) return undefined;
  return {
    name: environmentProfile,
    values: withoutEmpty([...readValues(environment, variables), ['services', environmentProfile]]),
    sections: [],
  };
}

/** An identity that the command line can name without a file, with its values from the environment. */
interface NamedIdentity {
  readonly values: readonly (readonly [key: string, value: string | undefined])[];
  /** The required variables: at least one of each list. */
  readonly required: readonly (readonly string[])[];
}

function readNamedIdentity(name: IdentityName, environment: Environment): NamedIdentity {
  switch (name) {
    case '@instance':
      return { values: [['credential_source', 'Ec2InstanceMetadata']], required: [] };
    case '@container':
      return {
        values: [['credential_source', 'EcsContainer']],
        required: [['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI']],
      };
    case '@web-identity':
      return {
        values: [
          ['role_arn', environment['AWS_ROLE_ARN']],
          ['web_identity_token_file', environment['AWS_WEB_IDENTITY_TOKEN_FILE']],
          ['role_session_name', environment['AWS_ROLE_SESSION_NAME']],
        ],
        required: [['AWS_WEB_IDENTITY_TOKEN_FILE'], ['AWS_ROLE_ARN']],
      };
    case '@environment':
      return {
        values: readValues(environment, keyVariables),
        required: [['AWS_ACCESS_KEY_ID'], ['AWS_SECRET_ACCESS_KEY']],
      };
  }
}

/** The region and the endpoints of the environment, as values of a profile. */
export const environmentSettings = (environment: Environment): Values =>
  withoutEmpty([
    ...readValues(
      environment,
      variables.filter((each) => !keyVariables.includes(each)),
    ),
    ['services', environmentProfile],
  ]);

/** Creates the profile of a named identity, which is used only when a user chooses it. */
function createIdentityEntry(name: IdentityName, environment: Environment): ProfileEntry {
  const { values, required } = readNamedIdentity(name, environment);
  const missing = required.filter((names) => !names.some((each) => environment[each]));
  return {
    name,
    values: new Map([...withoutEmpty(values), ...environmentSettings(environment)]),
    sections: [],
    ...(missing.length > 0 && {
      headingProblem: `Not set: ${missing.map((names) => names.join(' or ')).join(', ')}.`,
    }),
  };
}

/** Whether an entry is a named identity. A profile of the files with such a name is none. */
export const isNamedIdentity = ({ name, sections }: ProfileEntry): boolean =>
  sections.length === 0 && isIdentityName(name);

/**
 * Adds the access keys of the environment as the last profile, and the identities that can be named without a file. A
 * profile of the files with the name of an identity replaces it.
 */
export function withEnvironmentProfile(catalog: ProfileCatalog, environment: Environment): ProfileCatalog {
  const keys = createEnvironmentEntry(environment);
  const profiles = new Map(catalog.profiles);
  if (keys) {
    profiles.delete(keys.name);
    profiles.set(keys.name, keys);
  }
  for (const name of identityNames)
    if (!profiles.has(name)) profiles.set(name, createIdentityEntry(name, environment));
  const services = withoutEmpty(serviceVariables.map(([key, name]) => [key, environment[name]] as const));
  return { ...catalog, profiles, services: new Map([...catalog.services, [environmentProfile, services]]) };
}
