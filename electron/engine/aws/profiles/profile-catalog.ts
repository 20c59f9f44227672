import { scanSections } from './scan-sections.ts';

export type Values = ReadonlyMap<string, string>;

/** A profile's values from both files; the credentials file wins, as in the SDK. */
export interface ProfileEntry {
  readonly name: string;
  readonly values: Values;
  /** Its section in the file is written in a way that the SDK cannot read. */
  readonly unsupportedName: boolean;
}

/** All that the two files define, by name. */
export interface ProfileCatalog {
  readonly profiles: ReadonlyMap<string, ProfileEntry>;
  readonly ssoSessions: ReadonlyMap<string, Values>;
  readonly services: ReadonlyMap<string, Values>;
}

/** The characters of names that the SDK's parser takes. */
const supportedName = /^[\w\-@+.%:/]+$/;

const unquoted = (name: string): string => name.replace(/^(["'])(.*)\1$/, '$2');

type Heading = { readonly kind: 'profile' | 'sso-session' | 'services'; readonly name: string };

function configHeading(header: string): Heading | undefined {
  if (header === 'default') return { kind: 'profile', name: 'default' };
  const [, kind, name] = /^(profile|sso-session|services)\s+(.+)$/.exec(header) ?? [];
  if (name === undefined) return undefined;
  if (kind === 'profile' || kind === 'sso-session' || kind === 'services') return { kind, name: name.trim() };
  return undefined;
}

const merged = (first: Values | undefined, second: Values): Values => new Map([...(first ?? []), ...second]);

/** Reads the texts of the two files into one catalog, in the files' order. Pure. */
export function readCatalog(configText: string, credentialsText: string): ProfileCatalog {
  const profiles = new Map<string, ProfileEntry>();
  const ssoSessions = new Map<string, Values>();
  const services = new Map<string, Values>();

  const addProfile = (written: string, values: Values): void => {
    const name = unquoted(written);
    const unsupportedName = name !== written || !supportedName.test(name);
    profiles.set(name, { name, values: merged(profiles.get(name)?.values, values), unsupportedName });
  };

  for (const { header, values } of scanSections(configText)) {
    const heading = configHeading(header);
    if (heading?.kind === 'profile') addProfile(heading.name, values);
    if (heading?.kind === 'sso-session')
      ssoSessions.set(heading.name, merged(ssoSessions.get(heading.name), values));
    if (heading?.kind === 'services') services.set(heading.name, merged(services.get(heading.name), values));
  }
  for (const { header, values } of scanSections(credentialsText)) addProfile(header, values);
  return { profiles, ssoSessions, services };
}
