import { readFile, rename } from 'node:fs/promises';
import { parse, join } from 'node:path';
import type { z } from 'zod';
import { writeWholeFile } from './engine/files/write-whole-file.ts';
import type { Log } from './log.ts';

/** A small JSON file held in memory. */
export interface JsonFile<Content> {
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

async function readText(path: string, log: Log): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') log.warn(`${path} cannot be read; defaults are used.`, error);
    return undefined;
  }
}

/** `settings.json` becomes `settings.broken-2026-11-23T10-15-00-000Z.json`, for a person to look into. */
async function putAside(path: string, reason: unknown, log: Log): Promise<void> {
  const { dir, name, ext } = parse(path);
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const aside = join(dir, `${name}.broken-${time}${ext}`);
  try {
    await rename(path, aside);
    log.warn(`${path} is broken; it was put aside as ${aside} and defaults are used.`, reason);
  } catch (error) {
    log.warn(`${path} is broken and cannot be put aside; defaults are used.`, error);
  }
}

async function load<Content>(options: JsonFileOptions<Content>): Promise<{ readonly content: Content }> {
  const { path, schema, defaults, log } = options;
  const text = await readText(path, log);
  if (text === undefined) return { content: defaults };
  try {
    return { content: schema.parse(JSON.parse(text)) };
  } catch (error) {
    await putAside(path, error, log);
    return { content: defaults };
  }
}

/** Opens the file; one that is missing, unreadable or broken gives the defaults, and the log says why. */
export async function openJsonFile<Content>(options: JsonFileOptions<Content>): Promise<JsonFile<Content>> {
  let held = (await load(options)).content;
  let last: Promise<unknown> = Promise.resolve();

  const apply = async (update: (held: Content) => Content): Promise<Content> => {
    const next = options.schema.parse(update(held));
    const text = `${JSON.stringify(next, undefined, 2)}\n`;
    if (text !== `${JSON.stringify(held, undefined, 2)}\n`) await writeWholeFile(options.path, text);
    held = next;
    return held;
  };

  return {
    read: () => held,
    change(update) {
      const changed = last.then(() => apply(update));
      last = changed.catch(() => undefined);
      return changed;
    },
  };
}
