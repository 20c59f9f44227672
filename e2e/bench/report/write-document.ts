import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const document = join(import.meta.dirname, '../../../docs/benchmarks.md');
const begin = '<!-- written by npm run bench -- --write -->';
const end = '<!-- end of what the bench wrote -->';

/** Writes Markdown between the markers of docs/benchmarks.md. @throws Error when they are missing. */
export async function writeDocument(markdown: string): Promise<void> {
  const text = await readFile(document, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error('docs/benchmarks.md has no markers for the tables.');
  await writeFile(document, `${text.slice(0, from + begin.length)}\n\n${markdown}\n\n${text.slice(to)}`);
}
