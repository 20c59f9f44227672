/**
 * A line that the AWS CLI or other tools read as a value and the SDK ignores, or that both read differently:
 * `indented` is a value of its own to the SDK and part of the value before it to the CLI, `continued` is part of the value
 * of `key` to the CLI alone, and `nested` is a value of its own to the CLI and belongs to an empty key to the SDK.
 */
export interface UnreadLine {
  readonly key: string;
  /** 1-based. */
  readonly line: number;
  readonly form: 'colon' | 'quoted-key' | 'indented' | 'continued' | 'nested';
}

/** One `[…]` section of an AWS file. Nested keys are joined with a dot: `ecr.endpoint_url`. */
export interface Section {
  /** The text between the brackets, unchanged. */
  readonly header: string;
  /** 1-based. */
  readonly line: number;
  /** False when text follows the bracket: the SDK does not read such a line as a heading. */
  readonly isHeading: boolean;
  /** Without empty values, as in the SDK. */
  readonly values: ReadonlyMap<string, string>;
  /** Keys whose value is followed by a comment. */
  readonly commented: ReadonlySet<string>;
  readonly unread: readonly UnreadLine[];
}

interface OpenSection extends Section {
  readonly values: Map<string, string>;
  readonly commented: Set<string>;
  readonly unread: UnreadLine[];
}

/** Ends a line at ` #` and ` ;`, as the SDK does (`parseIni` of `@smithy/core`). */
const withoutComment = (line: string): string => line.split(/(?:^|\s)[;#]/, 1)[0]?.trim() ?? '';

function readHeading(text: string, line: number): OpenSection | undefined {
  if (!text.startsWith('[')) return undefined;
  const isHeading = text.endsWith(']');
  const header = isHeading ? text.slice(1, -1) : (/^\[([^\]]*)/.exec(text)?.[1] ?? '');
  return { header, line, isHeading, values: new Map(), commented: new Set(), unread: [] };
}

const colonLine = /^(["']?)([\w-]+)\1\s*:/;
const quotedKey = /^(["'])([\w-]+)\1\s*=/;

function readIgnoredLine(text: string, line: number): UnreadLine | undefined {
  const [, , key] = colonLine.exec(text) ?? [];
  if (key !== undefined) return { key, line, form: 'colon' };
  const [, , quoted] = quotedKey.exec(text) ?? [];
  return quoted === undefined ? undefined : { key: quoted, line, form: 'quoted-key' };
}

/** The last option as the AWS CLI reads it: a line with more spaces before it continues its value (`configparser` of Python). */
interface Option {
  readonly key: string;
  readonly indentation: number;
}

const countIndentation = (raw: string): number => raw.length - raw.trimStart().length;

/** Finds a line that the SDK and the AWS CLI read differently because of the spaces before it. */
function readIndentedLine(
  { raw, key, line }: { readonly raw: string; readonly key: string | undefined; readonly line: number },
  parent: string,
  option: Option | undefined,
): UnreadLine | undefined {
  const isContinued = option !== undefined && countIndentation(raw) > option.indentation;
  const isNested = parent !== '' && /^\s/.test(raw);
  if (isContinued && !isNested)
    return key === undefined ? { key: option.key, line, form: 'continued' } : { key, line, form: 'indented' };
  return isNested && !isContinued && key !== undefined ? { key, line, form: 'nested' } : undefined;
}

/**
 * Reads every section of an AWS config or credentials file, including those that the SDK silently ignores (names with
 * spaces, brackets or non-ASCII letters). It reads values as the SDK's `parseIni` does.
 */
export function scanSections(text: string): readonly Section[] {
  const sections: OpenSection[] = [];
  let parent = '';
  let option: Option | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = withoutComment(raw);
    const heading = readHeading(line, index + 1);
    if (heading) {
      sections.push(heading);
      parent = '';
      option = undefined;
      continue;
    }
    const current = sections.at(-1);
    if (!current || line === '') continue;
    const unread = readIgnoredLine(line, index + 1);
    if (unread) {
      current.unread.push(unread);
      continue;
    }
    const equals = line.indexOf('=');
    const key = equals < 1 ? undefined : line.slice(0, equals).trim();
    const indented = readIndentedLine({ raw, key, line: index + 1 }, parent, option);
    if (indented) current.unread.push(indented);
    if (key === undefined) continue;
    if (!option || countIndentation(raw) <= option.indentation)
      option = { key, indentation: countIndentation(raw) };
    const value = line.slice(equals + 1).trim();
    if (value === '') {
      parent = key;
      continue;
    }
    if (!/^\s/.test(raw)) parent = '';
    current.values.set(parent === '' ? key : `${parent}.${key}`, value);
    if (raw.trim() !== line) current.commented.add(key);
  }
  return sections;
}
