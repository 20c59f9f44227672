import type { ProfileFile } from '../../../../shared/models/profile.ts';
import type { ProfileFileText } from './profile-files.ts';
import type { Section } from './scan-sections.ts';
import { scanSections } from './scan-sections.ts';
import type { Heading } from './section-headings.ts';
import { isProto, parseConfigHeading, parseCredentialsHeading } from './section-headings.ts';

/** Values by key, as in `Section.values`: nested keys are joined with a dot, and empty values are left out. */
export type Values = ReadonlyMap<string, string>;

/** A section of a file that belongs to a profile. */
export interface FileSection extends Section {
  readonly fileKind: ProfileFile['fileKind'];
  /** Why the SDK ignores the section's values; absent when it reads them. */
  readonly unused?:
    | { readonly kind: 'unreadable'; readonly problem: string }
    /** `[default]` beside `[profile default]`. */
    | { readonly kind: 'superseded' }
    | undefined;
}

/** A profile with its values from both files. Values of the credentials file have priority, as in the SDK. */
export interface ProfileEntry {
  readonly name: string;
  readonly values: Values;
  /** In the order of the files; empty for a profile of the environment. */
  readonly sections: readonly FileSection[];
  /** A sentence: why the SDK cannot read the heading, or which environment variables are missing. */
  readonly headingProblem?: string | undefined;
}

/** The profiles and named sections of the two files, by name. */
export interface ProfileCatalog {
  readonly profiles: ReadonlyMap<string, ProfileEntry>;
  readonly ssoSessions: ReadonlyMap<string, Values>;
  readonly services: ReadonlyMap<string, Values>;
  /** The sections that profiles name, by kind and name: `sso-session corp`. */
  readonly namedSections: ReadonlyMap<string, readonly FileSection[]>;
  /** Files of which the SDK reads nothing, because of a section named `__proto__`. */
  readonly filesIgnoredBySdk: ReadonlySet<ProfileFile['fileKind']>;
}

type FileProblems = Readonly<Partial<Record<ProfileFile['fileKind'], string | undefined>>>;

interface FoundSection {
  readonly section: Section;
  readonly fileKind: ProfileFile['fileKind'];
  readonly heading: Heading;
}

const joinValues = (sections: readonly Section[]): Values =>
  new Map(sections.flatMap(({ values }) => [...values]));

function headingProblem({ section, heading }: FoundSection): string | undefined {
  if (section.isHeading) return heading.problem;
  return `The AWS SDK does not read line ${section.line} as a heading. Remove the text after the bracket.`;
}

/**
 * Creates a profile from its sections. Of `[default]` and `[profile default]`, the SDK reads only the second one in any
 * order (`getConfigData` of `@smithy/core`). It joins sections with the same heading; later values have priority
 * (`parseIni`).
 */
function createEntry(name: string, found: readonly FoundSection[], fileProblems: FileProblems): ProfileEntry {
  const isPrefixed = (each: FoundSection): boolean =>
    each.fileKind === 'config' &&
    !each.heading.isBareDefault &&
    headingProblem(each) === undefined &&
    each.section.values.size > 0;
  const hasPrefixed = found.some(isPrefixed);
  const sections = found.map((each): FileSection => {
    const problem = headingProblem(each);
    const fileSection = { ...each.section, fileKind: each.fileKind };
    if (problem !== undefined) return { ...fileSection, unused: { kind: 'unreadable', problem } };
    return each.heading.isBareDefault && hasPrefixed
      ? { ...fileSection, unused: { kind: 'superseded' } }
      : fileSection;
  });
  const fileProblem = sections.map(({ fileKind }) => fileProblems[fileKind]).find(Boolean);
  const used = sections.filter(({ unused }) => unused === undefined);
  const [first] = sections;
  if (used.length > 0) return { name, values: joinValues(used), sections, headingProblem: fileProblem };
  return {
    name,
    values: first?.values ?? new Map(),
    sections,
    headingProblem: fileProblem ?? (first?.unused?.kind === 'unreadable' ? first.unused.problem : undefined),
  };
}

/** Uses the last section of a name when the SDK reads none of them, as the AWS CLI does (`build_profile_map` of botocore). */
const joinByName = (all: ReadonlyMap<string, readonly FoundSection[]>): ReadonlyMap<string, Values> =>
  new Map(
    [...all].map(([name, found]) => {
      const read = found.filter((each) => headingProblem(each) === undefined);
      const used = read.length > 0 ? read : found.slice(-1);
      return [name, joinValues(used.map(({ section }) => section))];
    }),
  );

function findSections(text: string, fileKind: ProfileFile['fileKind']): readonly FoundSection[] {
  const parseHeading = fileKind === 'config' ? parseConfigHeading : parseCredentialsHeading;
  return scanSections(text).flatMap((section) => {
    const heading = parseHeading(section.header);
    return heading ? [{ section, fileKind, heading }] : [];
  });
}

/**
 * Parses the texts of the two files into one catalog, in the order of the files.
 *
 * @param fileProblems a sentence for each file of which the SDK reads nothing.
 */
export function parseCatalog(
  configText: string,
  credentialsText: string,
  fileProblems: FileProblems = {},
): ProfileCatalog {
  const all = [...findSections(configText, 'config'), ...findSections(credentialsText, 'credentials')];
  const ofKind = (kind: Heading['kind']): ReadonlyMap<string, readonly FoundSection[]> =>
    Map.groupBy(
      all.filter(({ heading }) => heading.kind === kind),
      ({ heading }) => heading.name,
    );
  const ssoSessions = ofKind('sso-session');
  const services = ofKind('services');
  const named = [...ssoSessions, ...services].map(([name, found]) => {
    const [kind] = found.map(({ heading }) => heading.kind);
    return [`${kind} ${name}`, found.map(({ section, fileKind }) => ({ ...section, fileKind }))] as const;
  });
  return {
    profiles: new Map(
      [...ofKind('profile')].map(([name, found]) => [name, createEntry(name, found, fileProblems)]),
    ),
    ssoSessions: joinByName(ssoSessions),
    services: joinByName(services),
    namedSections: new Map(named),
    filesIgnoredBySdk: new Set(
      all.flatMap(({ section, fileKind }) => (isProto(section.header) ? [fileKind] : [])),
    ),
  };
}

/** Parses the two files into one catalog. */
export const parseProfileFiles = ([config, credentials]: readonly [
  config: ProfileFileText,
  credentials: ProfileFileText,
]): ProfileCatalog =>
  parseCatalog(config.text, credentials.text, {
    config: config.problem,
    credentials: credentials.problem,
  });
