import { environmentProfile } from '../../../../shared/models/profile.ts';
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

/** The keys of the environment as a profile of their own; undefined when there are none. */
export function readEnvironmentProfile(environment: Environment): ProfileEntry | undefined {
  if (!environment['AWS_ACCESS_KEY_ID']) return undefined;
  const values = variables.map(
    ([key, ...names]) => [key, names.map((name) => environment[name]).find(Boolean)] as const,
  );
  return {
    name: environmentProfile,
    values: present([...values, ['services', environmentProfile]]),
    sections: [],
  };
}

/** The same catalog with the environment's keys as its last profile, where there are any. */
export function withEnvironmentProfile(catalog: ProfileCatalog, environment: Environment): ProfileCatalog {
  const entry = readEnvironmentProfile(environment);
  if (!entry) return catalog;
  const profiles = new Map(catalog.profiles);
  profiles.delete(entry.name);
  profiles.set(entry.name, entry);
  const services = present(serviceVariables.map(([key, name]) => [key, environment[name]] as const));
  return { ...catalog, profiles, services: new Map([...catalog.services, [entry.name, services]]) };
}
