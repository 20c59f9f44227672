import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const readme = join(import.meta.dirname, '../../../README.md');
const begin = '<!-- written by npm run bench -- --write -->';
const end = '<!-- end of what the bench wrote -->';

/** Puts Markdown between the README's markers. @throws Error when they are not there. */
export async function writeReadme(markdown: string): Promise<void> {
  const text = await readFile(readme, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error('The README has no place for the figures of the bench.');
  await writeFile(readme, `${text.slice(0, from + begin.length)}\n\n${markdown}\n\n${text.slice(to)}`);
}
