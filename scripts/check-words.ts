import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder } from '../e2e/app/launch.ts';
import { allowedPlaces } from './words/allowed-places.ts';
import { findBannedWords } from './words/find-banned-words.ts';

// Part of npm run lint: reports every word of code, tests and documents that is not of the project's vocabulary.

const checked = /\.(?:ts|tsx|css|md|yml|html|cjs)$/;

const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: appFolder,
  encoding: 'utf8',
});
const files = listed.stdout
  .split('\0')
  .filter((file) => checked.test(file) && !allowedPlaces.files.has(file));

let count = 0;
for (const file of files) {
  let text: string;
  try {
    text = readFileSync(join(appFolder, file), 'utf8');
  } catch {
    continue; // Deleted, but still in git's index.
  }
  for (const { line, found, instead } of findBannedWords(`${file}\n${text}`)) {
    if (allowedPlaces.words.get(file)?.has(found.toLowerCase())) continue;
    count += 1;
    console.error(`${file}:${Math.max(1, line - 1)}: “${found}” — write ${instead}.`);
  }
}
console.log(count === 0 ? `Words: ${files.length} files checked.` : `Words: ${count} to replace.`);
process.exitCode = count === 0 ? 0 : 1;
