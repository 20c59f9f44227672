import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HistoryEntry } from '../../../shared/models/history.ts';
import { historyEntrySchema } from '../../../shared/models/history.ts';

/** What was copied, in `history.jsonl` and a few older files beside it: a line of JSON per transfer. */
export interface HistoryStore {
  /** Writes an entry behind the others. @throws when the file cannot be written. */
  append(entry: HistoryEntry): Promise<void>;
  /** All that can be read, the oldest first. */
  read(): Promise<{ readonly entries: readonly HistoryEntry[]; readonly brokenLines: number }>;
  clear(): Promise<void>;
}

interface HistoryStoreOptions {
  readonly folder: string;
  /** Bytes after which a file is put away and a new one begun. */
  readonly mostBytes?: number;
  /** Files that are kept; the oldest one makes room. */
  readonly mostFiles?: number;
}

interface Held {
  entries: HistoryEntry[];
  brokenLines: number;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return 0;
    throw error;
  }
}

function parseLine(line: string): HistoryEntry | undefined {
  try {
    return historyEntrySchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function parseLines(text: string): Held {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.flatMap((line) => parseLine(line) ?? []);
  return { entries, brokenLines: lines.length - entries.length };
}

export function createHistoryStore({
  folder,
  mostBytes = 2 * 1024 * 1024,
  mostFiles = 4,
}: HistoryStoreOptions): HistoryStore {
  /** The newest has no number, older ones count up. */
  const pathOf = (number: number): string =>
    join(folder, number === 0 ? 'history.jsonl' : `history.${number}.jsonl`);
  const numbers = Array.from({ length: mostFiles }, (_, number) => number);
  let last: Promise<unknown> = Promise.resolve();

  /** One after another, whatever becomes of each. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  const rotate = async (): Promise<void> => {
    for (const number of numbers.toReversed()) {
      if (number === mostFiles - 1) await rm(pathOf(number), { force: true });
      else if ((await sizeOf(pathOf(number))) > 0) await rename(pathOf(number), pathOf(number + 1));
    }
  };

  const write = async (entry: HistoryEntry): Promise<void> => {
    const path = pathOf(0);
    const line = `${JSON.stringify(entry)}\n`;
    await mkdir(dirname(path), { recursive: true });
    const size = await sizeOf(path);
    if (size > 0 && size + Buffer.byteLength(line) > mostBytes) await rotate();
    const file = await open(path, 'a+', 0o600);
    try {
      const { size: held } = await file.stat();
      const end = Buffer.alloc(1);
      if (held > 0) await file.read(end, 0, 1, held - 1);
      // A line that the end of the process cut off must not swallow this one.
      const isCut = held > 0 && end.toString() !== '\n';
      await file.appendFile(isCut ? `\n${line}` : line);
      await file.sync();
    } finally {
      await file.close();
    }
  };

  return {
    append: (entry) => inTurn(() => write(entry)),
    read: () =>
      inTurn(async () => {
        const files: Held[] = [];
        for (const number of numbers.toReversed()) files.push(parseLines(await textOf(pathOf(number))));
        return {
          entries: files.flatMap(({ entries }) => entries),
          brokenLines: files.reduce((sum, { brokenLines }) => sum + brokenLines, 0),
        };
      }),
    clear: () =>
      inTurn(async () => {
        for (const number of numbers) await rm(pathOf(number), { force: true });
      }),
  };
}
