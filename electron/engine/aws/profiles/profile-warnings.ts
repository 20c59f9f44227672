import { regionSchema } from '../../../../shared/models/registry.ts';
import type { ChainLink } from './profile-chain.ts';
import type { ProfileCatalog, ProfileEntry, FileSection } from './profile-catalog.ts';
import { describeOtherSource } from './other-sources.ts';
import { describeIgnoredSettings, describeWrongCaseKey } from './ignored-lines.ts';

/** Keys whose values can contain a literal ` #`. After the values of other keys it starts a comment. */
const keysWithHash = ['aws_secret_access_key', 'aws_session_token', 'credential_process', 'external_id'];

/** Whether a text has the form of a region name. */
export const isRegionName = (text: string): boolean => regionSchema.safeParse(text).success;

const filterByFile = (sections: readonly FileSection[], fileKind: FileSection['fileKind']) =>
  sections.filter((section) => section.fileKind === fileKind);

const formatLines = (sections: readonly FileSection[]): string =>
  `lines ${sections.map(({ line }) => line).join(', ')}`;

/** The SDK joins sections with the same heading (`parseIni` of `@smithy/core`); the AWS CLI refuses the whole file. */
function describeRepeated(what: string, sections: readonly FileSection[]): readonly string[] {
  return (['config', 'credentials'] as const).flatMap((fileKind) => {
    const same = filterByFile(sections, fileKind).filter(({ unused }) => unused === undefined);
    return same.length > 1
      ? [
          `${what} occurs ${same.length} times in the ${fileKind} file (${formatLines(same)}). The AWS SDK joins the sections and uses the last value of each key.`,
        ]
      : [];
  });
}

function describeTwoDefaults({ sections }: ProfileEntry): readonly string[] {
  const bare = sections.filter(({ unused }) => unused?.kind === 'superseded');
  const used = filterByFile(sections, 'config').filter(({ unused }) => unused === undefined);
  return bare.length > 0
    ? [
        `The config file has both [default] and [profile default] (${formatLines([...bare, ...used].toSorted((a, b) => a.line - b.line))}). The AWS SDK reads only [profile default] (line ${used.map(({ line }) => line).join(', ')}).`,
      ]
    : [];
}

/** Describes repeated headings of a profile and of the sections that it names. */
function describeDuplicates(entry: ProfileEntry, { namedSections }: ProfileCatalog): readonly string[] {
  const named = (['sso_session', 'services'] as const).flatMap((key) => {
    const heading = `${key.replace('_', '-')} ${entry.values.get(key)}`;
    return describeRepeated(`The section [${heading}]`, namedSections.get(heading) ?? []);
  });
  return [...describeTwoDefaults(entry), ...describeRepeated('It', entry.sections), ...named];
}

/** Describes repeated headings of the source profiles, which decide which identity assumes the role. */
const describeSourceDuplicates = (
  sources: readonly ChainLink[],
  catalog: ProfileCatalog,
): readonly string[] =>
  sources.flatMap(({ entry }) =>
    describeDuplicates(entry, catalog).map((warning) => `Source profile ${entry.name}: ${warning}`),
  );

/** Of a source profile, the AWS CLI uses access keys first too. */
const describeOtherSourceOfSources = (sources: readonly ChainLink[]): readonly string[] =>
  sources
    .filter(({ credentialSource }) => credentialSource.kind !== 'keys')
    .flatMap((source) =>
      describeOtherSource(source).map((warning) => `Source profile ${source.entry.name}: ${warning}`),
    );

function describeKeysInBothFiles({ sections }: ProfileEntry): readonly string[] {
  const hasKeys = (file: FileSection['fileKind']): boolean =>
    filterByFile(sections, file).some(({ values, unused }) => !unused && values.has('aws_access_key_id'));
  return hasKeys('config') && hasKeys('credentials')
    ? ['Both files contain access keys for it. The AWS SDK uses those of the credentials file.']
    : [];
}

const describeCutValues = ({ sections }: ProfileEntry): readonly string[] =>
  sections.flatMap(({ commented, unused }) =>
    (unused ? [] : keysWithHash)
      .filter((key) => commented.has(key))
      .map((key) => `The AWS SDK reads its ${key} only up to " #" or " ;", which starts a comment.`),
  );

const describeWrongCase = ({ values }: ProfileEntry): readonly string[] =>
  [...values.keys()].filter((key) => key !== key.toLowerCase()).map(describeWrongCaseKey);

function describeRegion({ values }: ProfileEntry): readonly string[] {
  const written = values.get('region') ?? '';
  return written === '' || isRegionName(written)
    ? []
    : [`Its region "${written}" is not a region name. Choose a region here.`];
}

function describeMfa({ entry, credentialSource }: ChainLink): readonly string[] {
  const device = entry.values.get('mfa_serial');
  if (!device) return [];
  const isUsed =
    (credentialSource.kind === 'keys' || credentialSource.kind === 'role') &&
    credentialSource.mfaSerial !== undefined;
  if (!isUsed) return ['Its mfa_serial is not used: AWS accepts no MFA code for credentials of this kind.'];
  return /:u2f\//.test(device)
    ? ['Its MFA device is a security key, which shows no codes. AWS accepts only six-digit codes here.']
    : [];
}

/** The maximum is one hour for a role that temporary credentials assume (IAM user guide, "Role chaining"). */
function describeDuration({ credentialSource }: ChainLink, source: ChainLink | undefined): readonly string[] {
  const requested = credentialSource.kind === 'role' ? (credentialSource.role.duration ?? 0) : 0;
  const isChained = source !== undefined && source.credentialSource.kind !== 'keys';
  return isChained && requested > 3600
    ? ['Its duration_seconds is more than one hour, which AWS refuses for role chaining.']
    : [];
}

function describeIgnored({ fileKind, header, line, unused }: FileSection): string {
  const start = `The section [${header}] of the ${fileKind} file (line ${line}) is not read`;
  if (fileKind === 'config' && !/^(profile\s|default$)/.test(header.trim()))
    return `${start}: it lacks the word profile.`;
  return `${start}. ${unused?.kind === 'unreadable' ? unused.problem : ''}`.trimEnd();
}

const describeIgnoredSections = ({ sections, headingProblem }: ProfileEntry): readonly string[] =>
  headingProblem === undefined
    ? sections.filter(({ unused }) => unused?.kind === 'unreadable').map(describeIgnored)
    : [];

/** Describes unusual values of a profile that do not make it unusable, one or two sentences each. */
export const findWarnings = (
  chain: readonly [ChainLink, ...ChainLink[]],
  catalog: ProfileCatalog,
): readonly string[] => {
  const [link, ...sources] = chain;
  const { entry } = link;
  return [
    ...describeKeysInBothFiles(entry),
    ...describeOtherSource(link),
    ...describeOtherSourceOfSources(sources),
    ...describeDuplicates(entry, catalog),
    ...describeSourceDuplicates(sources, catalog),
    ...describeIgnoredSections(entry),
    ...describeIgnoredSettings(entry, catalog),
    ...describeCutValues(entry),
    ...describeWrongCase(entry),
    ...describeRegion(entry),
    ...describeMfa(link),
    ...describeDuration(link, sources[0]),
  ];
};
