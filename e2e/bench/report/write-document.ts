import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../docs');
const begin = '<!-- written by npm run bench';
const end = '<!-- end of what the bench wrote -->';

/** Writes Markdown between the markers of a document in docs/. @throws Error when they are missing. */
export async function writeDocument(name: 'benchmarks.md' | 'scaling.md', markdown: string): Promise<void> {
  const path = join(folder, name);
  const text = await readFile(path, 'utf8');
  const from = text.indexOf('\n', text.indexOf(begin));
  const to = text.indexOf(end);
  if (!text.includes(begin) || to < from) throw new Error(`docs/${name} has no markers for the tables.`);
  await writeFile(path, `${text.slice(0, from)}\n\n${markdown}\n\n${text.slice(to)}`);
}
