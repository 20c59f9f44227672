/** A line that the AWS CLI or other tools read as a value, and that the SDK passes over. */
export interface UnreadLine {
  readonly key: string;
  /** 1-based. */
  readonly line: number;
  readonly form: 'colon' | 'quoted-key';
}

/** One `[…]` section of an AWS ini file. Nested keys are joined by a dot: `ecr.endpoint_url`. */
export interface Section {
  /** The text between the brackets, as it is written. */
  readonly header: string;
  /** 1-based. */
  readonly line: number;
  /** False when something stands behind the bracket: the SDK takes that line for no heading. */
  readonly isHeading: boolean;
  /** Values that are empty are left out, as by the SDK. */
  readonly values: ReadonlyMap<string, string>;
  /** Keys whose value is followed by what was read as a comment. */
  readonly commented: ReadonlySet<string>;
  readonly unread: readonly UnreadLine[];
}

interface OpenSection extends Section {
  readonly values: Map<string, string>;
  readonly commented: Set<string>;
  readonly unread: UnreadLine[];
}

/** The SDK ends a line at ` #` and ` ;` (smithy core, parseIni), and so does this. */
const withoutComment = (line: string): string => line.split(/(?:^|\s)[;#]/, 1)[0]?.trim() ?? '';

function readHeading(written: string, line: number): OpenSection | undefined {
  if (!written.startsWith('[')) return undefined;
  const isHeading = written.endsWith(']');
  const header = isHeading ? written.slice(1, -1) : (/^\[([^\]]*)/.exec(written)?.[1] ?? '');
  return { header, line, isHeading, values: new Map(), commented: new Set(), unread: [] };
}

const colonLine = /^(["']?)([\w-]+)\1\s*:/;
const quotedKey = /^(["'])([\w-]+)\1\s*=/;

function readUnread(written: string, line: number): UnreadLine | undefined {
  const [, , key] = colonLine.exec(written) ?? [];
  if (key !== undefined) return { key, line, form: 'colon' };
  const [, , quoted] = quotedKey.exec(written) ?? [];
  return quoted === undefined ? undefined : { key: quoted, line, form: 'quoted-key' };
}

/**
 * Reads every section of an AWS config or credentials file, including those that the SDK drops without a word
 * (names with spaces, brackets or letters beyond ASCII). Values are read as the SDK's `parseIni` reads them.
 */
export function scanSections(text: string): readonly Section[] {
  const sections: OpenSection[] = [];
  let parent = '';
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const written = withoutComment(raw);
    const heading = readHeading(written, index + 1);
    if (heading) {
      sections.push(heading);
      parent = '';
      continue;
    }
    const current = sections.at(-1);
    if (!current) continue;
    const unread = readUnread(written, index + 1);
    if (unread) {
      current.unread.push(unread);
      continue;
    }
    const equals = written.indexOf('=');
    if (equals < 1) continue;
    const key = written.slice(0, equals).trim();
    const value = written.slice(equals + 1).trim();
    if (value === '') {
      parent = key;
      continue;
    }
    if (!/^\s/.test(raw)) parent = '';
    current.values.set(parent === '' ? key : `${parent}.${key}`, value);
    if (raw.trim() !== written) current.commented.add(key);
  }
  return sections;
}
