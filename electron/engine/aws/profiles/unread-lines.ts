import type { ProfileCatalog, ProfileEntry, FileSection } from './profile-catalog.ts';
import type { UnreadLine } from './scan-sections.ts';

/** Keys that decide whose credentials a profile gives: without one of them it would act as somebody else. */
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

/** Other keys that this app reads. */
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
  const what = form === 'colon' ? 'has a colon behind' : 'has quotes around';
  return `Line ${line} of the ${fileKind} file ${what} ${key}, which the AWS SDK does not read: write ${key} = …`;
}

function unreadLines(sections: readonly FileSection[], keys: ReadonlySet<string>): readonly string[] {
  return sections
    .filter(({ unused }) => unused === undefined)
    .flatMap((section) =>
      section.unread.filter(({ key }) => keys.has(key)).map((line) => describe(line, section)),
    );
}

/** The sections that a profile is made of: its own, and the `[sso-session]` that it names. */
const sectionsOf = ({ sections, values }: ProfileEntry, catalog: ProfileCatalog): readonly FileSection[] => [
  ...sections,
  ...(catalog.namedSections.get(`sso-session ${values.get('sso_session')}`) ?? []),
];

const isQuoted = (value: string): boolean => /^(["']).*\1$/.test(value);

/** A key whose value stands in quotes, which belong to the value; the command of a program may begin and end with some. */
const quotedKey = ({ values }: ProfileEntry): string | undefined =>
  [...values].find(
    ([key, value]) => identityKeys.has(key) && key !== 'credential_process' && isQuoted(value),
  )?.[0];

/** Why a profile would act as somebody else than its lines seem to say; a sentence. */
export function identityProblem(entry: ProfileEntry, catalog: ProfileCatalog): string | undefined {
  const [unread] = unreadLines(sectionsOf(entry, catalog), identityKeys);
  if (unread !== undefined) return unread;
  const quoted = quotedKey(entry);
  return quoted === undefined
    ? undefined
    : `Its ${quoted} is in quotes, which the AWS SDK takes for a part of it: write it without them.`;
}

/** Lines that set nothing although they seem to, a sentence each. */
export const unreadSettings = (entry: ProfileEntry, catalog: ProfileCatalog): readonly string[] =>
  unreadLines(sectionsOf(entry, catalog), settingKeys);
