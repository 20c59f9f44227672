import { createPackage } from '@electron/asar';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;
let archive: string;

const files = {
  'package.json': '{ "name": "in the archive", "type": "module" }',
  'main.cjs': "module.exports = [require('./lib/other.cjs'), __dirname];",
  'lib/other.cjs': "module.exports = require('node:path').basename(__filename);",
  'lib/page.html': '<p>ä</p>',
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asar-files-'));
  archive = join(folder, 'app.asar');
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, 'app', 'lib'), { recursive: true });
    await writeFile(join(folder, 'app', name), content);
  }
  await createPackage(join(folder, 'app'), archive);
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs statements in a process that has the archive open, because it changes `fs` for a whole process. */
async function inProcess(statements: string): Promise<unknown> {
  const script = `
    const { openArchive } = await import(${JSON.stringify(join(import.meta.dirname, 'asar-files.ts'))});
    const archive = ${JSON.stringify(archive)};
    openArchive(archive);
    const { createRequire } = await import('node:module');
    const require = createRequire(import.meta.url);
    const fs = await import('node:fs');
    const { readFile, readdir } = await import('node:fs/promises');
    const message = (run) => Promise.resolve().then(run).then(String, (error) => error.code ?? error.message);
    ${statements}`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return JSON.parse(stdout);
}

const print = (value: string): string => `console.log(JSON.stringify(await (${value})));`;

test('loads modules, which load each other', async () => {
  expect(await inProcess(print('require(archive + "/main.cjs")'))).toEqual(['other.cjs', archive]);
});

test('reads files as bytes and as text', async () => {
  const read = [
    'fs.readFileSync(archive + "/lib/page.html", "utf8")',
    '(await readFile(archive + "/lib/page.html")).toString("hex")',
    'JSON.parse(await readFile(archive + "/package.json", { encoding: "utf8" })).name',
    'fs.readFileSync(archive).length > 100',
  ];
  expect(await inProcess(print(`[${read.join()}]`))).toEqual([
    '<p>ä</p>',
    Buffer.from('<p>ä</p>').toString('hex'),
    'in the archive',
    true,
  ]);
});

test('reports what is missing, and refuses what it cannot read', async () => {
  const failing = [
    'message(() => readFile(archive + "/missing"))',
    'message(() => readFile(archive + "/lib"))',
    'message(() => require(archive + "/missing.cjs"))',
    'message(() => fs.existsSync(archive + "/main.cjs"))',
    'message(() => readdir(archive + "/lib"))',
    'message(() => fs.existsSync(archive))',
  ];
  expect(await inProcess(print(`Promise.all([${failing.join()}])`))).toEqual([
    'ENOENT',
    'ENOENT',
    'ENOENT',
    'not provided by the stand-in: fs.existsSync in an archive',
    'not provided by the stand-in: fs.readdir in an archive',
    'true',
  ]);
});
