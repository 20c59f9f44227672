import type { Hop } from './profile-chain.ts';
import type { ProfileEntry, WrittenSection } from './profile-catalog.ts';

/** Values in which ` #` may have been meant literally; behind any other it is a comment. */
const unlikelyComments = ['aws_secret_access_key', 'aws_session_token', 'credential_process', 'external_id'];

export const isRegionName = (text: string): boolean => /^[a-z0-9-]{2,40}$/.test(text);

const inFile = (sections: readonly WrittenSection[], holds: WrittenSection['holds']) =>
  sections.filter((section) => section.holds === holds);

function duplicates({ sections }: ProfileEntry): readonly string[] {
  return (['config', 'credentials'] as const).flatMap((holds) => {
    const lines = inFile(sections, holds).map(({ line }) => line);
    return lines.length > 1
      ? [`It is written ${lines.length} times in the ${holds} file (lines ${lines.join(', ')}).`]
      : [];
  });
}

function keysInBothFiles({ sections }: ProfileEntry): readonly string[] {
  const holds = (file: WrittenSection['holds']): boolean =>
    inFile(sections, file).some(({ values }) => values.has('aws_access_key_id'));
  return holds('config') && holds('credentials')
    ? ['Both files hold keys for it; those of the credentials file are used.']
    : [];
}

const cutValues = ({ sections }: ProfileEntry): readonly string[] =>
  sections.flatMap(({ commented }) =>
    unlikelyComments
      .filter((key) => commented.has(key))
      .map((key) => `Its ${key} is read only up to " #" or " ;", where a comment begins.`),
  );

const capitals = ({ values }: ProfileEntry): readonly string[] =>
  [...values.keys()]
    .filter((key) => key !== key.toLowerCase())
    .map((key) => `Its ${key} is not read: the AWS SDK wants it in small letters.`);

function region({ values }: ProfileEntry): readonly string[] {
  const written = values.get('region') ?? '';
  return written === '' || isRegionName(written)
    ? []
    : [`Its region "${written}" is not the name of a region; choose one here.`];
}

function mfa({ entry, means }: Hop): readonly string[] {
  const device = entry.values.get('mfa_serial');
  if (!device) return [];
  const isUsed = (means.kind === 'keys' || means.kind === 'role') && means.mfaSerial !== undefined;
  if (!isUsed) return ['Its mfa_serial is not used: AWS takes no code for credentials of this kind.'];
  return /:u2f\//.test(device)
    ? [
        'Its MFA device is a security key, whose codes nobody can type; AWS takes only codes of six digits here.',
      ]
    : [];
}

/** An hour is the most for a role that is taken by way of other temporary credentials (role chaining). */
function duration({ means }: Hop, source: Hop | undefined): readonly string[] {
  const asked = means.kind === 'role' ? (means.role.duration ?? 0) : 0;
  const isChained = source !== undefined && source.means.kind !== 'keys';
  return isChained && asked > 3600
    ? ['Its duration_seconds is more than an hour, which AWS refuses for a role taken through another role.']
    : [];
}

function strayHeadings({ sections, headingProblem }: ProfileEntry): readonly string[] {
  const stray = sections.find(
    ({ holds, header }) => holds === 'config' && !/^(profile\s|default$)/.test(header.trim()),
  );
  return stray && headingProblem === undefined
    ? [
        `The section [${stray.header}] of the config file (line ${stray.line}) is not read: it lacks the word profile.`,
      ]
    : [];
}

/** What is odd about a profile but does not stop it, a sentence each. */
export const warningsOf = (chain: readonly [Hop, ...Hop[]]): readonly string[] => {
  const [hop, source] = chain;
  const { entry } = hop;
  return [
    ...keysInBothFiles(entry),
    ...duplicates(entry),
    ...strayHeadings(entry),
    ...cutValues(entry),
    ...capitals(entry),
    ...region(entry),
    ...mfa(hop),
    ...duration(hop, source),
  ];
};
