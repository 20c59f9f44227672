import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { readChangelogSection } from './changelog.ts';
import { createHomebrewCask } from './homebrew-cask.ts';
import type { ReleaseFile } from './release-file.ts';
import { project } from './release-file.ts';
import { createWingetManifests } from './winget.ts';

// npm run release:files -- FOLDER: adds to the installers in a folder the manifests for package managers and SHA256SUMS;
// without a folder it writes the release notes alone, to out/release/notes.md.

const projectFolder = join(import.meta.dirname, '../../..');

async function hashFile(folder: string, name: string): Promise<ReleaseFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(join(folder, name)), hash);
  return { name, sha256: hash.digest('hex') };
}

const hashFiles = async (folder: string): Promise<readonly ReleaseFile[]> => {
  const names = (await readdir(folder)).filter((name) => name !== 'SHA256SUMS').toSorted();
  const files: ReleaseFile[] = [];
  for (const name of names) files.push(await hashFile(folder, name));
  return files;
};

async function writeFiles(folder: string, version: string): Promise<void> {
  const release = { version, files: await hashFiles(folder) };
  const manifests = {
    ...createWingetManifests(release),
    [`${project.name}.rb`]: createHomebrewCask(release),
  };
  for (const [name, text] of Object.entries(manifests)) await writeFile(join(folder, name), text);

  // As `sha256sum --check SHA256SUMS` reads it.
  const files = await hashFiles(folder);
  await writeFile(
    join(folder, 'SHA256SUMS'),
    files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join(''),
  );
  console.log(`${files.length} files of ${version} in ${folder}`);
}

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')));
const notes = readChangelogSection(await readFile(join(projectFolder, 'CHANGELOG.md'), 'utf8'), version);
if (notes === undefined) throw new Error(`CHANGELOG.md has no section of ${version}.`);
await mkdir(join(projectFolder, 'out/release'), { recursive: true });
await writeFile(join(projectFolder, 'out/release/notes.md'), `${notes}\n`);

const [folder] = process.argv.slice(2);
if (folder !== undefined) await writeFiles(resolve(folder), version);
