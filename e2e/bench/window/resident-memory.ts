import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Resident memory in bytes (proc(5)). */
export interface ResidentMemory {
  readonly total: number;
  /** The part that is of files, such as programs, which processes share. */
  readonly files: number;
}

/** The resident memory of a process; nothing once it has ended. */
export async function residentMemory(pid: number): Promise<ResidentMemory> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const bytes = (name: string): number =>
    1024 * Number(new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0);
  return { total: bytes('VmRSS'), files: bytes('RssFile') };
}

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly words: readonly string[];
}

async function readEntry(pid: number): Promise<ProcessEntry> {
  const read = (name: string): Promise<string> =>
    readFile(join('/proc', String(pid), name), 'utf8').catch(() => '');
  const [status, words] = await Promise.all([read('status'), read('cmdline')]);
  return { pid, parent: Number(/^PPid:\s*(\d+)$/m.exec(status)?.[1] ?? 0), words: words.split('\0') };
}

/** The largest resident memory of the windows below a process, which are Chromium's renderers. @throws when there is none. */
export async function largestWindowMemory(ancestor: number): Promise<ResidentMemory> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0);
  const entries = new Map((await Promise.all(pids.map(readEntry))).map((entry) => [entry.pid, entry]));
  const isBelow = (entry: ProcessEntry | undefined): boolean =>
    entry !== undefined && (entry.parent === ancestor || isBelow(entries.get(entry.parent)));
  const renderers = [...entries.values()].filter(
    (entry) => entry.words.some((word) => word.includes('--type=renderer')) && isBelow(entry),
  );
  const memories = await Promise.all(renderers.map(({ pid }) => residentMemory(pid)));
  const [largest] = memories.toSorted((a, b) => b.total - a.total);
  if (!largest) throw new Error('The app has no window in a process of its own.');
  return largest;
}
