import type { ProfileFile } from '../../../../shared/models/profile.ts';
import type { Section } from './scan-sections.ts';
import { scanSections } from './scan-sections.ts';

export type Values = ReadonlyMap<string, string>;

/** Where a part of a profile is written. */
export interface WrittenSection extends Section {
  readonly holds: ProfileFile['holds'];
}

/** A profile's values from both files; the credentials file wins, as in the SDK. */
export interface ProfileEntry {
  readonly name: string;
  readonly values: Values;
  /** In the order in which they were read; none for the environment. */
  readonly sections: readonly WrittenSection[];
  /** Why the SDK cannot read it as it is headed; a sentence. */
  readonly headingProblem?: string | undefined;
}

/** All that the two files define, by name. */
export interface ProfileCatalog {
  readonly profiles: ReadonlyMap<string, ProfileEntry>;
  readonly ssoSessions: ReadonlyMap<string, Values>;
  readonly services: ReadonlyMap<string, Values>;
  /** Files of which the SDK reads nothing at all, because of a section named `__proto__`. */
  readonly unreadBySdk: ReadonlySet<ProfileFile['holds']>;
}

/** Sections of the config file that belong to the AWS CLI and are no profiles. */
const cliSections: ReadonlySet<string> = new Set(['plugins', 'preview']);

/** `prefix name`, as the SDK's parser takes it (smithy core, parseIni): one space, quotes or none, these characters. */
const prefixed = /^([\w-]+)\s(["']?)([\w\-@+.%:/]+)\2$/;

const unsupported = 'The AWS SDK cannot read a profile of this name; rename it.';
const isProto = (header: string): boolean => /^(profile\s)?__proto__$/.test(header);

interface Heading {
  readonly kind: 'profile' | 'sso-session' | 'services';
  readonly name: string;
  readonly problem?: string | undefined;
}

const unquoted = (name: string): string => name.replace(/^(["'])(.*)\1$/, '$2');

function configHeading(header: string): Heading | undefined {
  const trimmed = header.trim();
  if (trimmed === 'default') return { kind: 'profile', name: 'default' };
  if (cliSections.has(trimmed)) return undefined;
  const [, kind, written] = /^(profile|sso-session|services)\s+(.+)$/.exec(trimmed) ?? [];
  if (written === undefined)
    return {
      kind: 'profile',
      name: trimmed,
      problem: `In the config file its section has to be headed [profile ${trimmed}].`,
    };
  const name = unquoted(written);
  if (kind === 'sso-session' || kind === 'services') return { kind, name };
  const problem = isProto(trimmed) || !prefixed.test(header) ? unsupported : undefined;
  return { kind: 'profile', name, problem };
}

function credentialsHeading(header: string): Heading {
  const [, prefix, , name] = prefixed.exec(header) ?? [];
  const trimmed = header.trim();
  if (prefix === 'profile' && name !== undefined)
    return {
      kind: 'profile',
      name: trimmed,
      problem: `In the credentials file sections are headed without the word profile: write [${name}].`,
    };
  const problem = isProto(trimmed) || prefix !== undefined || trimmed !== header ? unsupported : undefined;
  return { kind: 'profile', name: trimmed, problem };
}

const merged = (first: Values | undefined, second: Values): Values => new Map([...(first ?? []), ...second]);

/** A section that the SDK does not read adds nothing to a profile that it does read. */
function joined(held: ProfileEntry | undefined, added: ProfileEntry): ProfileEntry {
  if (!held) return added;
  const sections = [...held.sections, ...added.sections];
  if (added.headingProblem !== undefined) return { ...held, sections };
  if (held.headingProblem !== undefined) return { ...added, sections };
  return { ...held, values: merged(held.values, added.values), sections };
}

/** Reads the texts of the two files into one catalog, in the files' order. Pure. */
export function readCatalog(configText: string, credentialsText: string): ProfileCatalog {
  const profiles = new Map<string, ProfileEntry>();
  const named = { 'sso-session': new Map<string, Values>(), services: new Map<string, Values>() };
  const unreadBySdk = new Set<ProfileFile['holds']>();

  const add = (section: Section, holds: ProfileFile['holds'], heading: Heading | undefined): void => {
    if (isProto(section.header)) unreadBySdk.add(holds);
    if (!heading) return;
    const { kind, name, problem } = heading;
    if (kind === 'profile') {
      const written = { ...section, holds };
      const entry = { name, values: section.values, sections: [written], headingProblem: problem };
      profiles.set(name, joined(profiles.get(name), entry));
    } else {
      named[kind].set(name, merged(named[kind].get(name), section.values));
    }
  };

  for (const section of scanSections(configText)) add(section, 'config', configHeading(section.header));
  for (const section of scanSections(credentialsText))
    add(section, 'credentials', credentialsHeading(section.header));
  return { profiles, ssoSessions: named['sso-session'], services: named.services, unreadBySdk };
}
