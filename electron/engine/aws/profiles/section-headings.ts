/** The meaning of a section's heading. */
export interface Heading {
  readonly kind: 'profile' | 'sso-session' | 'services';
  readonly name: string;
  /** Whether it is `[default]` of the config file, which the SDK reads only when there is no `[profile default]`. */
  readonly isBareDefault: boolean;
  /** Why the SDK cannot read a section with this heading; a sentence about a profile. */
  readonly problem?: string | undefined;
}

/** Sections of the config file for the AWS CLI, which are not profiles. */
const cliSections: ReadonlySet<string> = new Set(['plugins', 'preview']);

/** `prefix name` as the SDK parses it (`parseIni` of `@smithy/core`): one space, optional quotes, these characters. */
const prefixed = /^([\w-]+)\s(["']?)([\w\-@+.%:/]+)\2$/;

/** `prefix.name`: the SDK's internal key for a section, which its parser also reads as a heading. */
const dotted = /^(profile|sso-session|services)\.(\S|\S.*\S)$/;

const unsupported = 'The AWS SDK cannot read a profile with this name. Rename it.';
/** Whether the heading is `__proto__`, because of which the SDK reads nothing of the file. */
export const isProto = (header: string): boolean => /^(profile\s)?__proto__$/.test(header);

const removeQuotes = (name: string): string => name.replace(/^(["'])(.*)\1$/, '$2');

const isKind = (text: string | undefined): text is Heading['kind'] =>
  text === 'profile' || text === 'sso-session' || text === 'services';

/** Parses a heading of the config file; undefined for a section that the app does not use. */
export function parseConfigHeading(header: string): Heading | undefined {
  const trimmed = header.trim();
  if (trimmed === '' || cliSections.has(trimmed)) return undefined;
  if (trimmed === 'default')
    return {
      kind: 'profile',
      name: 'default',
      isBareDefault: true,
      problem:
        header === trimmed ? undefined : 'The AWS SDK reads no spaces inside the brackets. Write [default].',
    };
  const [, dottedKind, dottedName = ''] = dotted.exec(header) ?? [];
  if (isKind(dottedKind)) return { kind: dottedKind, name: dottedName, isBareDefault: false };
  const [, kind, quotedName] = /^(profile|sso-session|services)\s+(.+)$/.exec(trimmed) ?? [];
  if (quotedName === undefined)
    return {
      kind: 'profile',
      name: trimmed,
      isBareDefault: false,
      problem: `Its heading lacks the word profile. Write [profile ${trimmed}] in the config file.`,
    };
  const name = removeQuotes(quotedName);
  const isReadable = !isProto(trimmed) && prefixed.test(header);
  const problem = isReadable ? undefined : unsupported;
  return { kind: isKind(kind) ? kind : 'profile', name, isBareDefault: false, problem };
}

/** Parses a heading of the credentials file; undefined for an empty heading. */
export function parseCredentialsHeading(header: string): Heading | undefined {
  const [, prefix, , name] = prefixed.exec(header) ?? [];
  const trimmed = header.trim();
  if (trimmed === '') return undefined;
  const isBareDefault = false;
  if (prefix === 'profile' && name !== undefined)
    return {
      kind: 'profile',
      name: trimmed,
      isBareDefault,
      problem: `Headings of the credentials file do not contain the word profile. Write [${name}].`,
    };
  const isReadable =
    !isProto(trimmed) &&
    prefix === undefined &&
    trimmed === header &&
    !/^(profile|sso-session|services)\./.test(trimmed);
  return { kind: 'profile', name: trimmed, isBareDefault, problem: isReadable ? undefined : unsupported };
}
