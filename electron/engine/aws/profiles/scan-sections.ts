/** One `[…]` section of an AWS ini file. Nested keys are joined by a dot: `ecr.endpoint_url`. */
export interface Section {
  /** The text between the brackets, as it is written. */
  readonly header: string;
  /** 1-based. */
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
  /** Keys whose value is followed by what was read as a comment. */
  readonly commented: ReadonlySet<string>;
}

const headerPattern = /^\[([^\]]*)\]\s*([#;].*)?$/;

/** The SDK ends a value at ` #` and ` ;`, and so does this. */
const withoutComment = (value: string): string => value.split(/\s[#;]/, 1)[0]?.trim() ?? '';

/**
 * Reads every section of an AWS config or credentials file, including those that the SDK drops without a word
 * (names with spaces, brackets or letters beyond ASCII). Lines that make no sense are passed over.
 */
export function scanSections(text: string): readonly Section[] {
  const sections: { header: string; line: number; values: Map<string, string>; commented: Set<string> }[] =
    [];
  let parent = '';
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const trimmed = raw.trim();
    const header = headerPattern.exec(trimmed)?.[1];
    if (header !== undefined) {
      sections.push({ header, line: index + 1, values: new Map(), commented: new Set() });
      parent = '';
      continue;
    }
    const equals = trimmed.indexOf('=');
    const current = sections.at(-1);
    if (!current || equals < 1 || trimmed.startsWith('#') || trimmed.startsWith(';')) continue;
    const key = trimmed.slice(0, equals).trim();
    const written = trimmed.slice(equals + 1).trim();
    const value = withoutComment(trimmed.slice(equals + 1));
    const nested = /^\s/.test(raw) && parent !== '';
    if (!nested) parent = value === '' ? key : '';
    current.values.set(nested ? `${parent}.${key}` : key, value);
    if (value !== written) current.commented.add(key);
  }
  return sections;
}
