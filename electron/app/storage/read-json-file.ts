import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import { describeFileError, fileErrorCode } from '../../engine/files/describe-file-error.ts';
import { readSmallFile } from '../../engine/files/read-small-file.ts';

/** The app writes no larger file, and parsing one may block the app. */
export const defaultMaxBytes = 1_000_000;

/** Converts content of one version into content of the next version. */
export type Migration = (content: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** The format of a JSON file of the app. */
export interface JsonFormat<Content> {
  /** The current version of the content; its `version` is the number of migrations plus 1. */
  readonly schema: z.ZodType<Content>;
  /** The first one converts version 1 into version 2, and so on. Content without a version has version 1. */
  readonly migrations?: readonly Migration[];
  /** A larger file is neither read nor written. Defaults to 1 MB. */
  readonly maxBytes?: number;
}

/** The result of reading the file. `reason` is a sentence; `text` is what the file contains, as far as it was read. */
export type JsonReading<Content> =
  | { readonly kind: 'loaded'; readonly content: Content; readonly text: string }
  | { readonly kind: 'missing'; readonly text?: undefined }
  /** The content is unknown and may be valid: permissions, the disk, its size, a newer version of the app. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly text?: string }
  /** The content is not JSON or has another format. */
  | { readonly kind: 'broken'; readonly reason: string; readonly text: string };

const versionedSchema = z.looseObject({ version: z.int().positive().default(1) });

function describeIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  const text = issue ? `${issue.message.replace(/\.$/, '')}.` : 'It has another format.';
  const where = issue?.path.map(String).join('.') ?? '';
  return where === '' ? text : `${where}: ${text}`;
}

function parseContent<Content>(
  text: string,
  { schema, migrations = [] }: JsonFormat<Content>,
): JsonReading<Content> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: 'broken', reason: 'It is not JSON.', text };
  }
  const versioned = versionedSchema.safeParse(json);
  if (!versioned.success) return { kind: 'broken', reason: describeIssue(versioned.error), text };
  const { version } = versioned.data;
  const current = migrations.length + 1;
  if (version > current)
    return {
      kind: 'unreadable',
      reason: `A newer version of the app wrote it (format ${version}; this version reads format ${current}).`,
      text,
    };
  let content: Record<string, unknown> = versioned.data;
  for (const [index, migrate] of migrations.entries()) {
    if (index + 1 >= version) content = { ...migrate(content), version: index + 2 };
  }
  const parsed = schema.safeParse(content);
  return parsed.success
    ? { kind: 'loaded', content: parsed.data, text }
    : { kind: 'broken', reason: describeIssue(parsed.error), text };
}

const brokenLink = {
  kind: 'unreadable',
  reason: 'It is a symbolic link to a file that does not exist.',
} as const;

const isLink = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false;

/** Reads a JSON file of the app without changing it. Never rejects. */
export async function readJsonFile<Content>(
  path: string,
  format: JsonFormat<Content>,
): Promise<JsonReading<Content>> {
  let text: string;
  try {
    text = await readSmallFile(path, format.maxBytes ?? defaultMaxBytes);
  } catch (error) {
    const code = fileErrorCode(error);
    // A path below a file cannot exist.
    if (code === 'ENOTDIR') return { kind: 'missing' };
    if (code === 'ENOENT') return (await isLink(path)) ? brokenLink : { kind: 'missing' };
    return { kind: 'unreadable', reason: describeFileError(error) };
  }
  return parseContent(text, format);
}
