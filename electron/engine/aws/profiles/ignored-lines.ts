import { assertNever } from '../../../../shared/models/result.ts';
import type { ProfileCatalog, ProfileEntry, FileSection } from './profile-catalog.ts';
import type { UnreadLine } from './scan-sections.ts';

/** Keys that decide which identity a profile has, and where. Without one of them the profile has another identity. */
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
  'services',
  'endpoint_url',
  'ignore_configured_endpoint_urls',
]);

/** Other keys that the app reads. */
const settingKeys: ReadonlySet<string> = new Set([
  'region',
  'use_fips_endpoint',
  'use_dualstack_endpoint',
  'ca_bundle',
  'duration_seconds',
  'sso_registration_scopes',
]);

function describe({ key, line, form }: UnreadLine, { fileKind }: FileSection): string {
  const place = `line ${line} of the ${fileKind} file`;
  switch (form) {
    case 'colon':
      return `The AWS SDK does not read ${place}, which has a colon after ${key}. Write ${key} = …`;
    case 'quoted-key':
      return `The AWS SDK does not read ${place}, which has quotes around ${key}. Write ${key} = …`;
    case 'indented':
      return `The AWS CLI reads ${key} in ${place} as part of the value before it. Remove the spaces before ${key}.`;
    case 'continued':
      return `The AWS SDK does not read ${place}, which continues the value of ${key}. Write the value in one line.`;
    case 'nested':
      return `The AWS SDK reads ${key} in ${place} as part of the empty value before it. Remove the spaces before ${key}.`;
  }
  return assertNever(form);
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

/** The sentence about a key with capital letters, which the AWS CLI reads and the SDK does not. */
export const describeWrongCaseKey = (key: string): string =>
  `The AWS SDK does not read its ${key}. Write the key in lowercase letters.`;

/** Finds an identity key with capital letters, as in `Role_ARN`. */
const findWrongCaseKey = ({ values }: ProfileEntry): string | undefined =>
  [...values.keys()].find((key) => key !== key.toLowerCase() && identityKeys.has(key.toLowerCase()));

/**
 * Returns a sentence when the SDK ignores a line that decides which identity the profile has, or reads it differently than
 * the AWS CLI; undefined otherwise.
 */
export function findIdentityProblem(entry: ProfileEntry, catalog: ProfileCatalog): string | undefined {
  const [ignored] = describeLines(findSections(entry, catalog), identityKeys);
  if (ignored !== undefined) return ignored;
  const wrongCase = findWrongCaseKey(entry);
  if (wrongCase !== undefined) return describeWrongCaseKey(wrongCase);
  const quoted = findQuotedKey(entry);
  return quoted === undefined
    ? undefined
    : `The AWS SDK reads the quotes of its ${quoted} as a part of the value. Remove the quotes.`;
}

/** Describes the settings that the SDK ignores, one or two sentences each. */
export const describeIgnoredSettings = (entry: ProfileEntry, catalog: ProfileCatalog): readonly string[] =>
  describeLines(findSections(entry, catalog), settingKeys);
