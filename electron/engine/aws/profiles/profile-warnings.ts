import type { ChainLink } from './profile-chain.ts';
import type { ProfileCatalog, ProfileEntry, FileSection } from './profile-catalog.ts';
import { unreadSettings } from './unread-lines.ts';

/** Values in which ` #` may have been meant literally; behind any other it is a comment. */
const unlikelyComments = ['aws_secret_access_key', 'aws_session_token', 'credential_process', 'external_id'];

export const isRegionName = (text: string): boolean => /^[a-z0-9-]{2,40}$/.test(text);

const inFile = (sections: readonly FileSection[], fileKind: FileSection['fileKind']) =>
  sections.filter((section) => section.fileKind === fileKind);

const atLines = (sections: readonly FileSection[]): string =>
  `lines ${sections.map(({ line }) => line).join(', ')}`;

/** The SDK joins sections of one heading (smithy core, parseIni); the AWS CLI refuses the whole file. */
function repeatedHeading(what: string, sections: readonly FileSection[]): readonly string[] {
  return (['config', 'credentials'] as const).flatMap((fileKind) => {
    const same = inFile(sections, fileKind).filter(({ unused }) => unused === undefined);
    return same.length > 1
      ? [
          `${what} is written ${same.length} times in the ${fileKind} file (${atLines(same)}); the AWS SDK joins them, and of a key that is in several the last one counts.`,
        ]
      : [];
  });
}

function twoDefaults({ sections }: ProfileEntry): readonly string[] {
  const bare = sections.filter(({ unused }) => unused?.kind === 'superseded');
  const used = inFile(sections, 'config').filter(({ unused }) => unused === undefined);
  return bare.length > 0
    ? [
        `The config file has both [default] and [profile default] (${atLines([...bare, ...used].toSorted((a, b) => a.line - b.line))}); the AWS SDK reads [profile default] (line ${used.map(({ line }) => line).join(', ')}) and nothing of [default].`,
      ]
    : [];
}

/** Headings that occur more than once, also those of the sections that the profile names. */
function duplicates(entry: ProfileEntry, { namedSections }: ProfileCatalog): readonly string[] {
  const named = (['sso_session', 'services'] as const).flatMap((key) => {
    const heading = `${key.replace('_', '-')} ${entry.values.get(key)}`;
    return repeatedHeading(`The section [${heading}]`, namedSections.get(heading) ?? []);
  });
  return [...twoDefaults(entry), ...repeatedHeading('It', entry.sections), ...named];
}

/** The same of the profiles whose credentials a role is taken with: they decide who it is taken by. */
const duplicatesOfSources = (sources: readonly ChainLink[], catalog: ProfileCatalog): readonly string[] =>
  sources.flatMap(({ entry }) =>
    duplicates(entry, catalog).map((warning) => `Source profile ${entry.name}: ${warning}`),
  );

function keysInBothFiles({ sections }: ProfileEntry): readonly string[] {
  const fileKind = (file: FileSection['fileKind']): boolean =>
    inFile(sections, file).some(({ values, unused }) => !unused && values.has('aws_access_key_id'));
  return fileKind('config') && fileKind('credentials')
    ? ['Both files hold keys for it; those of the credentials file are used.']
    : [];
}

const cutValues = ({ sections }: ProfileEntry): readonly string[] =>
  sections.flatMap(({ commented, unused }) =>
    (unused ? [] : unlikelyComments)
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

function mfa({ entry, credentialSource }: ChainLink): readonly string[] {
  const device = entry.values.get('mfa_serial');
  if (!device) return [];
  const isUsed =
    (credentialSource.kind === 'keys' || credentialSource.kind === 'role') &&
    credentialSource.mfaSerial !== undefined;
  if (!isUsed) return ['Its mfa_serial is not used: AWS takes no code for credentials of this kind.'];
  return /:u2f\//.test(device)
    ? [
        'Its MFA device is a security key, whose codes nobody can type; AWS takes only codes of six digits here.',
      ]
    : [];
}

/** An hour is the most for a role that is taken by way of other temporary credentials (role chaining). */
function duration({ credentialSource }: ChainLink, source: ChainLink | undefined): readonly string[] {
  const asked = credentialSource.kind === 'role' ? (credentialSource.role.duration ?? 0) : 0;
  const isChained = source !== undefined && source.credentialSource.kind !== 'keys';
  return isChained && asked > 3600
    ? ['Its duration_seconds is more than an hour, which AWS refuses for a role taken through another role.']
    : [];
}

function describeStray({ fileKind, header, line, unused }: FileSection): string {
  const where = `The section [${header}] of the ${fileKind} file (line ${line}) is not read`;
  if (fileKind === 'config' && !/^(profile\s|default$)/.test(header.trim()))
    return `${where}: it lacks the word profile.`;
  return `${where}. ${unused?.kind === 'unreadable' ? unused.problem : ''}`.trimEnd();
}

const strayHeadings = ({ sections, headingProblem }: ProfileEntry): readonly string[] =>
  headingProblem === undefined
    ? sections.filter(({ unused }) => unused?.kind === 'unreadable').map(describeStray)
    : [];

/** What is odd about a profile but does not stop it, a sentence each. */
export const findWarnings = (
  chain: readonly [ChainLink, ...ChainLink[]],
  catalog: ProfileCatalog,
): readonly string[] => {
  const [link, ...sources] = chain;
  const { entry } = link;
  return [
    ...keysInBothFiles(entry),
    ...duplicates(entry, catalog),
    ...duplicatesOfSources(sources, catalog),
    ...strayHeadings(entry),
    ...unreadSettings(entry, catalog),
    ...cutValues(entry),
    ...capitals(entry),
    ...region(entry),
    ...mfa(link),
    ...duration(link, sources[0]),
  ];
};
