import type { ProfileCatalog, ProfileEntry, FileSection } from './profile-catalog.ts';
import type { UnreadLine } from './scan-sections.ts';

/** Keys that decide which identity a profile has. Without one of them the profile has another identity. */
const identityKeys: ReadonlySet<string> = new Set([
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_account_id',
  'role_arn',
  'role_session_name',
  'source_profile',
  'credential_source',
  'credential_process',
  'external_id',
  'mfa_serial',
  'web_identity_token_file',
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_account_id',
  'sso_role_name',
  'login_session',
]);

/** Other keys that the app reads. */
const settingKeys: ReadonlySet<string> = new Set([
  'region',
  'services',
  'endpoint_url',
  'ignore_configured_endpoint_urls',
  'use_fips_endpoint',
  'use_dualstack_endpoint',
  'ca_bundle',
  'duration_seconds',
  'sso_registration_scopes',
]);

function describe({ key, line, form }: UnreadLine, { fileKind }: FileSection): string {
  const mistake = form === 'colon' ? 'a colon after' : 'quotes around';
  return `The AWS SDK does not read line ${line} of the ${fileKind} file, which has ${mistake} ${key}. Write ${key} = …`;
}

function describeLines(sections: readonly FileSection[], keys: ReadonlySet<string>): readonly string[] {
  return sections
    .filter(({ unused }) => unused === undefined)
    .flatMap((section) =>
      section.unread.filter(({ key }) => keys.has(key)).map((line) => describe(line, section)),
    );
}

/** The sections of a profile and of the `[sso-session]` that it names. */
const findSections = (
  { sections, values }: ProfileEntry,
  catalog: ProfileCatalog,
): readonly FileSection[] => [
  ...sections,
  ...(catalog.namedSections.get(`sso-session ${values.get('sso_session')}`) ?? []),
];

const isQuoted = (value: string): boolean => /^(["']).*\1$/.test(value);

/** Finds a key with a quoted value: the SDK reads quotes as a part of the value. A command line may start and end with them. */
const findQuotedKey = ({ values }: ProfileEntry): string | undefined =>
  [...values].find(
    ([key, value]) => identityKeys.has(key) && key !== 'credential_process' && isQuoted(value),
  )?.[0];

/** Returns a sentence when the SDK ignores a line that decides which identity the profile has; undefined otherwise. */
export function findIdentityProblem(entry: ProfileEntry, catalog: ProfileCatalog): string | undefined {
  const [ignored] = describeLines(findSections(entry, catalog), identityKeys);
  if (ignored !== undefined) return ignored;
  const quoted = findQuotedKey(entry);
  return quoted === undefined
    ? undefined
    : `The AWS SDK reads the quotes of its ${quoted} as a part of the value. Remove the quotes.`;
}

/** Describes the settings that the SDK ignores, one or two sentences each. */
export const describeIgnoredSettings = (entry: ProfileEntry, catalog: ProfileCatalog): readonly string[] =>
  describeLines(findSections(entry, catalog), settingKeys);
