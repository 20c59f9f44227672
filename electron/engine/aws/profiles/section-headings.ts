/** What the heading of a section means. */
export interface Heading {
  readonly kind: 'profile' | 'sso-session' | 'services';
  readonly name: string;
  /** `[default]` of the config file, which the SDK takes only where there is no `[profile default]`. */
  readonly isBareDefault: boolean;
  /** Why the SDK cannot read a section that is headed like this; a sentence about a profile. */
  readonly problem?: string | undefined;
}

/** Sections of the config file that belong to the AWS CLI and are no profiles. */
const cliSections: ReadonlySet<string> = new Set(['plugins', 'preview']);

/** `prefix name`, as the SDK's parser takes it (smithy core, parseIni): one space, quotes or none, these characters. */
const prefixed = /^([\w-]+)\s(["']?)([\w\-@+.%:/]+)\2$/;

/** `prefix.name`: the SDK's own key for a section, which its parser takes as a heading too. */
const dotted = /^(profile|sso-session|services)\.(\S|\S.*\S)$/;

const unsupported = 'The AWS SDK cannot read a profile of this name; rename it.';
export const isProto = (header: string): boolean => /^(profile\s)?__proto__$/.test(header);

const unquoted = (name: string): string => name.replace(/^(["'])(.*)\1$/, '$2');

const isKind = (text: string | undefined): text is Heading['kind'] =>
  text === 'profile' || text === 'sso-session' || text === 'services';

/** Undefined for a section that means nothing to this app. */
export function configHeading(header: string): Heading | undefined {
  const trimmed = header.trim();
  if (trimmed === '' || cliSections.has(trimmed)) return undefined;
  if (trimmed === 'default')
    return {
      kind: 'profile',
      name: 'default',
      isBareDefault: true,
      problem:
        header === trimmed ? undefined : 'The AWS SDK reads no spaces within the brackets: write [default].',
    };
  const [, dottedKind, dottedName = ''] = dotted.exec(header) ?? [];
  if (isKind(dottedKind)) return { kind: dottedKind, name: dottedName, isBareDefault: false };
  const [, kind, written] = /^(profile|sso-session|services)\s+(.+)$/.exec(trimmed) ?? [];
  if (written === undefined)
    return {
      kind: 'profile',
      name: trimmed,
      isBareDefault: false,
      problem: `In the config file its section has to be headed [profile ${trimmed}].`,
    };
  const name = unquoted(written);
  const isReadable = !isProto(trimmed) && prefixed.test(header);
  const problem = isReadable ? undefined : unsupported;
  return { kind: isKind(kind) ? kind : 'profile', name, isBareDefault: false, problem };
}

export function credentialsHeading(header: string): Heading | undefined {
  const [, prefix, , name] = prefixed.exec(header) ?? [];
  const trimmed = header.trim();
  if (trimmed === '') return undefined;
  const isBareDefault = false;
  if (prefix === 'profile' && name !== undefined)
    return {
      kind: 'profile',
      name: trimmed,
      isBareDefault,
      problem: `In the credentials file sections are headed without the word profile: write [${name}].`,
    };
  const isReadable =
    !isProto(trimmed) &&
    prefix === undefined &&
    trimmed === header &&
    !/^(profile|sso-session|services)\./.test(trimmed);
  return { kind: 'profile', name: trimmed, isBareDefault, problem: isReadable ? undefined : unsupported };
}
