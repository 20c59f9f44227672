import { lstat } from 'node:fs/promises';
import { z } from 'zod';
import { describeFileError, fileErrorCode } from '../../engine/files/describe-file-error.ts';
import { readSmallFile } from '../../engine/files/read-small-file.ts';

/** A larger file is not one that the app wrote, and parsing it could block the app. */
export const defaultMaxBytes = 1_000_000;

/** Changes content of one version into content of the next one. */
export type Migration = (content: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** The content of a JSON file of the app. */
export interface JsonFormat<Content> {
  /** The present version of the content; its `version` is 1 more than there are migrations. */
  readonly schema: z.ZodType<Content>;
  /** The first one changes version 1 into version 2, and so on. Content without a version is of version 1. */
  readonly migrations?: readonly Migration[];
  /** A larger file is refused unread, and is never written; 1 MB unless given. */
  readonly maxBytes?: number;
}

/** What reading the file gave. */
export type JsonReading<Content> =
  | { readonly kind: 'loaded'; readonly content: Content }
  | { readonly kind: 'missing' }
  /** Its content is not known and may be good: permissions, the disk, its size, a newer version of the app. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** It was read, and it is not JSON or not of the format. */
  | { readonly kind: 'broken'; readonly reason: string };

const versionedSchema = z.looseObject({ version: z.int().positive().default(1) });

/** What is wrong with the content, in a sentence. */
function reasonOf(error: z.ZodError): string {
  const [issue] = error.issues;
  const text = issue ? `${issue.message.replace(/\.$/, '')}.` : 'It is of another format.';
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
    return { kind: 'broken', reason: 'It is not JSON.' };
  }
  const versioned = versionedSchema.safeParse(json);
  if (!versioned.success) return { kind: 'broken', reason: reasonOf(versioned.error) };
  const { version } = versioned.data;
  const present = migrations.length + 1;
  if (version > present)
    return {
      kind: 'unreadable',
      reason: `A newer version of the app wrote it (format ${version}; this version reads format ${present}).`,
    };
  let content: Record<string, unknown> = versioned.data;
  for (const [index, migrate] of migrations.entries()) {
    if (index + 1 >= version) content = { ...migrate(content), version: index + 2 };
  }
  const parsed = schema.safeParse(content);
  return parsed.success
    ? { kind: 'loaded', content: parsed.data }
    : { kind: 'broken', reason: reasonOf(parsed.error) };
}

const brokenLink = {
  kind: 'unreadable',
  reason: 'It is a symbolic link to a file that does not exist.',
} as const;

const isLink = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => undefined))?.isSymbolicLink() ?? false;

/** Reads one of the app's JSON files, and changes nothing. Never rejects. */
export async function readJsonFile<Content>(
  path: string,
  format: JsonFormat<Content>,
): Promise<JsonReading<Content>> {
  let text: string;
  try {
    text = await readSmallFile(path, format.maxBytes ?? defaultMaxBytes);
  } catch (error) {
    const code = fileErrorCode(error);
    // Nothing can exist below a path that is no folder.
    if (code === 'ENOTDIR') return { kind: 'missing' };
    if (code === 'ENOENT') return (await isLink(path)) ? brokenLink : { kind: 'missing' };
    return { kind: 'unreadable', reason: describeFileError(error) };
  }
  return parseContent(text, format);
}
