import type { ProfileFile } from '../../../../shared/models/profile.ts';
import type { ProfileFileText } from './profile-files.ts';
import type { Section } from './scan-sections.ts';
import { scanSections } from './scan-sections.ts';
import type { Heading } from './section-headings.ts';
import { configHeading, credentialsHeading, isProto } from './section-headings.ts';

export type Values = ReadonlyMap<string, string>;

/** Where a part of a profile is written. */
export interface FileSection extends Section {
  readonly fileKind: ProfileFile['fileKind'];
  /** Why its values are no part of the profile; absent where they are. */
  readonly unused?:
    | { readonly kind: 'unreadable'; readonly problem: string }
    /** `[default]` beside `[profile default]`. */
    | { readonly kind: 'superseded' }
    | undefined;
}

/** A profile's values from both files; the credentials file wins, as in the SDK. */
export interface ProfileEntry {
  readonly name: string;
  readonly values: Values;
  /** In the order in which they were read; none for the environment. */
  readonly sections: readonly FileSection[];
  /** Why the SDK cannot read it as it is headed, or what the environment lacks for it; a sentence. */
  readonly headingProblem?: string | undefined;
}

/** All that the two files define, by name. */
export interface ProfileCatalog {
  readonly profiles: ReadonlyMap<string, ProfileEntry>;
  readonly ssoSessions: ReadonlyMap<string, Values>;
  readonly services: ReadonlyMap<string, Values>;
  /** Where the sections that profiles name are written, by their kind and name: `sso-session corp`. */
  readonly namedSections: ReadonlyMap<string, readonly FileSection[]>;
  /** Files of which the SDK reads nothing at all, because of a section named `__proto__`. */
  readonly filesIgnoredBySdk: ReadonlySet<ProfileFile['fileKind']>;
}

type FileProblems = Readonly<Partial<Record<ProfileFile['fileKind'], string | undefined>>>;

interface Found {
  readonly section: Section;
  readonly fileKind: ProfileFile['fileKind'];
  readonly heading: Heading;
}

const joinValues = (sections: readonly Section[]): Values =>
  new Map(sections.flatMap(({ values }) => [...values]));

function headingProblem({ section, heading }: Found): string | undefined {
  if (section.isHeading) return heading.problem;
  return `The AWS SDK takes line ${section.line} for no heading: write nothing behind the bracket but a comment after a space.`;
}

/**
 * One profile from all its sections. Of `[default]` and `[profile default]` the SDK takes the second one alone, whichever
 * comes first (smithy core, getConfigData); sections of one heading it joins, later values winning (parseIni).
 */
function profileOf(name: string, found: readonly Found[], fileProblems: FileProblems): ProfileEntry {
  const isPrefixed = (each: Found): boolean =>
    each.fileKind === 'config' &&
    !each.heading.isBareDefault &&
    headingProblem(each) === undefined &&
    each.section.values.size > 0;
  const hasPrefixed = found.some(isPrefixed);
  const sections = found.map((each): FileSection => {
    const problem = headingProblem(each);
    const written = { ...each.section, fileKind: each.fileKind };
    if (problem !== undefined) return { ...written, unused: { kind: 'unreadable', problem } };
    return each.heading.isBareDefault && hasPrefixed
      ? { ...written, unused: { kind: 'superseded' } }
      : written;
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

/** Where the SDK reads none of the sections of a name, the AWS CLI takes the last one (botocore, build_profile_map). */
const namedValues = (all: ReadonlyMap<string, readonly Found[]>): ReadonlyMap<string, Values> =>
  new Map(
    [...all].map(([name, found]) => {
      const read = found.filter((each) => headingProblem(each) === undefined);
      const used = read.length > 0 ? read : found.slice(-1);
      return [name, joinValues(used.map(({ section }) => section))];
    }),
  );

function findSections(text: string, fileKind: ProfileFile['fileKind']): readonly Found[] {
  const headingOf = fileKind === 'config' ? configHeading : credentialsHeading;
  return scanSections(text).flatMap((section) => {
    const heading = headingOf(section.header);
    return heading ? [{ section, fileKind, heading }] : [];
  });
}

/**
 * Reads the texts of the two files into one catalog, in the files' order. Pure.
 *
 * @param fileProblems why the SDK reads nothing of a file, a sentence.
 */
export function parseCatalog(
  configText: string,
  credentialsText: string,
  fileProblems: FileProblems = {},
): ProfileCatalog {
  const all = [...findSections(configText, 'config'), ...findSections(credentialsText, 'credentials')];
  const ofKind = (kind: Heading['kind']): ReadonlyMap<string, readonly Found[]> =>
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
      [...ofKind('profile')].map(([name, found]) => [name, profileOf(name, found, fileProblems)]),
    ),
    ssoSessions: namedValues(ssoSessions),
    services: namedValues(services),
    namedSections: new Map(named),
    filesIgnoredBySdk: new Set(
      all.flatMap(({ section, fileKind }) => (isProto(section.header) ? [fileKind] : [])),
    ),
  };
}

/** The same of the files as they were read. */
export const parseProfileFiles = ([config, credentials]: readonly [
  config: ProfileFileText,
  credentials: ProfileFileText,
]): ProfileCatalog =>
  parseCatalog(config.text, credentials.text, {
    config: config.problem,
    credentials: credentials.problem,
  });
