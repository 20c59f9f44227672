import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder } from '../e2e/app/launch.ts';
import { forbiddenBecause } from './imports/arrows.ts';
import { findFolderCycles, readImports } from './imports/import-graph.ts';

// Part of npm run lint: reports imports against the architecture, and folders that import each other in a circle.

const isTest = /\.(?:test|spec)\.tsx?$|\/testing\//;

const listed = spawnSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  {
    cwd: appFolder,
    encoding: 'utf8',
  },
);
const files = listed.stdout
  .split('\0')
  .filter((file) => file !== '' && !isTest.test(file) && existsSync(join(appFolder, file)));

const imports = readImports(appFolder, files);
const broken = imports.flatMap((each) => {
  const because = forbiddenBecause(each);
  return because === undefined ? [] : [`${each.from} imports ${each.to}. ${because}`];
});
const cycles = findFolderCycles(imports).map(
  (folders) => `These folders import each other in a circle:\n  ${folders.join('\n  ')}`,
);
for (const problem of [...broken, ...cycles]) console.error(problem);
if (broken.length + cycles.length === 0)
  console.log(`Imports: ${imports.length} imports of ${files.length} files checked.`);
process.exitCode = broken.length + cycles.length === 0 ? 0 : 1;
