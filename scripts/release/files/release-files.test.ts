import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { appFolder } from '../../../e2e/app/launch.ts';
import { readChangelogSection } from './changelog.ts';
import { createHomebrewCask } from './homebrew-cask.ts';
import { project } from './release-file.ts';
import { createWingetManifests } from './winget.ts';

// The YAML parser that electron-builder brings has no types.
const { load } = z
  .object({ load: z.custom<(text: string) => unknown>((value) => typeof value === 'function') })
  .parse(createRequire(import.meta.url)('js-yaml'));

const installers = ['win-x64.exe', 'win-arm64.exe', 'mac-x64.dmg', 'mac-arm64.dmg'].map(
  (end) => `ecr-image-replicator-1.2.3-${end}`,
);
const release = {
  version: '1.2.3',
  files: installers.map((name, index) => ({ name, sha256: `${index}abc`.padStart(64, '0') })),
};

test('the manifests name the project as package.json does', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(appFolder, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({
    name: project.name,
    productName: project.productName,
    license: project.license,
    author: { name: project.publisher },
    repository: { url: `git+${project.repository}.git` },
  });
});

test('the manifests for the Windows Package Manager name both installers with their hashes', () => {
  const manifests = createWingetManifests(release);
  expect(Object.keys(manifests)).toEqual([
    'ECRImageReplicator.ECRImageReplicator.yaml',
    'ECRImageReplicator.ECRImageReplicator.installer.yaml',
    'ECRImageReplicator.ECRImageReplicator.locale.en-US.yaml',
  ]);
  const [version, installer, locale] = Object.values(manifests).map((text) => load(text));
  const common = { PackageIdentifier: 'ECRImageReplicator.ECRImageReplicator', PackageVersion: '1.2.3' };
  const url = 'https://github.com/ecr-image-replicator/ecr-image-replicator/releases/download/v1.2.3';
  expect(version).toMatchObject({ ...common, ManifestType: 'version', DefaultLocale: 'en-US' });
  expect(installer).toMatchObject({
    ...common,
    InstallerType: 'nullsoft',
    Scope: 'user',
    Installers: [
      {
        Architecture: 'x64',
        InstallerUrl: `${url}/ecr-image-replicator-1.2.3-win-x64.exe`,
        InstallerSha256: '0abc'.padStart(64, '0').toUpperCase(),
      },
      {
        Architecture: 'arm64',
        InstallerUrl: `${url}/ecr-image-replicator-1.2.3-win-arm64.exe`,
        InstallerSha256: '1abc'.padStart(64, '0').toUpperCase(),
      },
    ],
  });
  // The community repository requires these, and allows no longer ones.
  expect(locale).toMatchObject({ ...common, PackageLocale: 'en-US', License: 'Apache-2.0' });
  expect(z.object({ ShortDescription: z.string().max(256) }).parse(locale)).toBeDefined();
});

test('the cask names both disk images with their hashes', () => {
  const cask = createHomebrewCask(release);
  expect(cask).toContain('  version "1.2.3"\n');
  expect(cask).toContain(
    `sha256 arm:   "${'3abc'.padStart(64, '0')}",\n         intel: "${'2abc'.padStart(64, '0')}"`,
  );
  expect(cask).toContain('/releases/download/v#{version}/ecr-image-replicator-#{version}-mac-#{arch}.dmg"\n');
  expect(cask.match(/ do\n/g)?.length).toBe(cask.match(/^ *end$/gm)?.length);
});

test('a release without an installer gets no manifest', () => {
  const files = release.files.slice(1);
  expect(() => createWingetManifests({ ...release, files })).toThrow(
    'The release does not contain ecr-image-replicator-1.2.3-win-x64.exe.',
  );
});

test('the release notes are the section of the version, which has a date', () => {
  const changelog =
    '# Changelog\n\n## Unreleased\n\n- c\n\n## [1.2.0] - 2026-12-01\n\n### Added\n\n- b\n\n## 1.1.0 - 2026-11-01\n\n- a\n\n## 1.0.0\n';
  expect(readChangelogSection(changelog, '1.2.0')).toBe('### Added\n\n- b');
  expect(readChangelogSection(changelog, '1.1.0')).toBe('- a');
  for (const version of ['1.0.0', '1.2', 'Unreleased'])
    expect(readChangelogSection(changelog, version)).toBeUndefined();
});

test('the command writes checksums that sha256sum confirms, with the manifests among the files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const script = 'scripts/release/files/write-release-files.ts';
  for (const name of ['changelog', 'homebrew-cask', 'release-file', 'winget', 'write-release-files']) {
    const path = join(dirname(script), `${name}.ts`);
    await cp(join(appFolder, path), join(folder, path));
  }
  await symlink(join(appFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
  await writeFile(join(folder, 'package.json'), '{ "version": "1.2.3", "type": "module" }');
  await writeFile(
    join(folder, 'CHANGELOG.md'),
    '# Changelog\n\n## 1.2.3 - 2026-12-01\n\n- The first version.\n',
  );
  await mkdir(join(folder, 'release'));
  for (const name of installers) await writeFile(join(folder, 'release', name), name);

  const run = () => promisify(execFile)(process.execPath, [join(folder, script), 'release'], { cwd: folder });
  await run();
  const names = (await readdir(join(folder, 'release'))).toSorted();
  const sums = await readFile(join(folder, 'release/SHA256SUMS'), 'utf8');
  expect(sums.match(/\S+(?=\n)/g)).toEqual(names.filter((name) => name !== 'SHA256SUMS'));
  expect(names).toEqual(expect.arrayContaining([...installers, 'ecr-image-replicator.rb']));
  expect(await readFile(join(folder, 'out/release/notes.md'), 'utf8')).toBe('- The first version.\n');
  // The same files give the same sums.
  await run();
  expect(await readFile(join(folder, 'release/SHA256SUMS'), 'utf8')).toBe(sums);
  if (process.platform === 'linux')
    await promisify(execFile)('sha256sum', ['--check', 'SHA256SUMS'], { cwd: join(folder, 'release') });
});
