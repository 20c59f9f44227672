import { expect, test } from '@playwright/test';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { DebianPackage } from './debian-package.ts';
import { judgeDebianPackage, makeDebianPackage, takePackageTools } from './debian-package.ts';
import { takePackage } from './take-package.ts';

// One package for all tests.
test.describe.configure({ mode: 'default' });

const app = 'opt/ECR Image Replicator';
const metadata = 'io.github.ecr_image_replicator.ecr_image_replicator';
const desktopEntry = 'usr/share/applications/ecr-image-replicator.desktop';

let folder: string;
let debian: DebianPackage;

test.beforeAll(async () => {
  takePackageTools();
  folder = await mkdtemp(join(tmpdir(), 'debian-package-'));
  const { archive } = await takePackage('shipped');
  debian = await makeDebianPackage(dirname(dirname(archive)), folder);
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test('has the fields of a Debian package', () => {
  expect(Object.fromEntries(debian.fields)).toEqual({
    Package: 'ecr-image-replicator',
    Version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    License: 'Apache-2.0',
    Vendor: 'ECR Image Replicator contributors',
    Architecture: process.arch === 'arm64' ? 'arm64' : 'amd64',
    Maintainer: 'ECR Image Replicator contributors',
    'Installed-Size': expect.stringMatching(/^[1-9]\d+$/),
    Depends: expect.stringMatching(/\blibgtk-3-0\b.*\blibnss3\b/),
    Section: 'utils',
    Priority: 'optional',
    Homepage: expect.stringMatching(/^https:/),
    Description: expect.stringMatching(/^Copies container images .+\n .+/),
  });
});

test('has the app, its licenses, and what a desktop needs to show it and to open its links', async () => {
  expect(await readdir(debian.files, { recursive: true })).toEqual(
    expect.arrayContaining([
      `${app}/ecr-image-replicator`,
      `${app}/LICENSE.electron.txt`,
      `${app}/LICENSES.chromium.html`,
      `${app}/resources/LICENSE`,
      `${app}/resources/THIRD-PARTY-NOTICES.txt`,
      `${app}/resources/app.asar`,
      `${app}/resources/ecr-image-replicator-lambda.zip`,
      desktopEntry,
      'usr/share/doc/ecr-image-replicator/copyright',
      'usr/share/icons/hicolor/scalable/apps/ecr-image-replicator.svg',
      `usr/share/metainfo/${metadata}.metainfo.xml`,
    ]),
  );
  const entry = await readFile(join(debian.files, desktopEntry), 'utf8');
  expect(entry.split('\n')).toEqual(
    expect.arrayContaining([
      'Name=ECR Image Replicator',
      `Exec="/${app}/ecr-image-replicator" %U`,
      'Icon=ecr-image-replicator',
      'MimeType=x-scheme-handler/ecr-image-replicator;',
      // The name of Electron's windows: `desktopName` of package.json.
      'StartupWMClass=ecr-image-replicator',
      'Categories=Development;',
    ]),
  );
});

test('is accepted by the tools of Debian and freedesktop.org', async () => {
  expect(await judgeDebianPackage(debian)).toMatch(
    /^\S+\.metainfo\.xml\W+Validation was successful(?:: pedantic: \d+)?\W*$/,
  );
});
