import { readFile, rename } from 'node:fs/promises';
import { parse, join } from 'node:path';
import { z } from 'zod';
import type { BrokenFile } from '../shared/models/broken-file.ts';
import { writeWholeFile } from './engine/files/write-whole-file.ts';
import type { Log } from './log.ts';

/** A small JSON file held in memory. */
export interface JsonFile<Content> {
  /** Said when the file was there and could not be used. */
  readonly brokenFile: BrokenFile | undefined;
  /** What is held now. */
  readonly read: () => Content;
  /**
   * Replaces what is held, and answers once that is on disk. Changes are made one after another.
   * @throws when the file cannot be written; what was held stays.
   */
  readonly change: (update: (held: Content) => Content) => Promise<Content>;
}

interface JsonFileOptions<Content> {
  readonly path: string;
  readonly schema: z.ZodType<Content>;
  readonly defaults: Content;
  readonly log: Log;
}

const errorCode = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

type Loaded<Content> = { readonly content: Content; readonly brokenFile?: BrokenFile };

/** `settings.json` becomes `settings.broken-2026-11-23T10-15-00-000Z.json`, for a person to look into. */
async function putAside(path: string, cause: unknown, log: Log): Promise<BrokenFile> {
  const { dir, name, ext } = parse(path);
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const aside = join(dir, `${name}.broken-${time}${ext}`);
  const reason = reasonOf(cause);
  try {
    await rename(path, aside);
    log.warn(`${path} is broken; it was put aside as ${aside} and defaults are used.`, cause);
    return { path, aside, reason };
  } catch (error) {
    log.warn(`${path} is broken and cannot be put aside; defaults are used.`, error);
    return { path, reason };
  }
}

/** What is wrong with the content, in a sentence. */
function reasonOf(cause: unknown): string {
  const [issue] = cause instanceof z.ZodError ? cause.issues : [];
  if (!issue) return 'It is not JSON.';
  const where = issue.path.map(String).join('.');
  return where === ''
    ? `${issue.message.replace(/\.$/, '')}.`
    : `${where}: ${issue.message.replace(/\.$/, '')}.`;
}

async function load<Content>({
  path,
  schema,
  defaults,
  log,
}: JsonFileOptions<Content>): Promise<Loaded<Content>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { content: defaults };
    log.warn(`${path} cannot be read; defaults are used.`, error);
    return {
      content: defaults,
      brokenFile: { path, reason: `It cannot be read (${String(errorCode(error))}).` },
    };
  }
  try {
    return { content: schema.parse(JSON.parse(text)) };
  } catch (error) {
    return { content: defaults, brokenFile: await putAside(path, error, log) };
  }
}

/** Opens the file; one that is missing, unreadable or broken gives the defaults, and the log says why. */
export async function openJsonFile<Content>(options: JsonFileOptions<Content>): Promise<JsonFile<Content>> {
  const loaded = await load(options);
  let held = loaded.content;
  let last: Promise<unknown> = Promise.resolve();

  const apply = async (update: (held: Content) => Content): Promise<Content> => {
    const next = options.schema.parse(update(held));
    const text = `${JSON.stringify(next, undefined, 2)}\n`;
    if (text !== `${JSON.stringify(held, undefined, 2)}\n`) await writeWholeFile(options.path, text);
    held = next;
    return held;
  };

  return {
    brokenFile: loaded.brokenFile,
    read: () => held,
    change(update) {
      const changed = last.then(() => apply(update));
      last = changed.catch(() => undefined);
      return changed;
    },
  };
}
