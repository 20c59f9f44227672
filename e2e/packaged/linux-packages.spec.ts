import { expect, test } from '@playwright/test';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LinuxPackages } from './linux-packages.ts';
import {
  extractDeb,
  judgeFiles,
  makeLinuxPackages,
  queryRpm,
  readDebFields,
  takePackageTools,
} from './linux-packages.ts';
import { takePackage } from './take-package.ts';

// The packages are made once for all tests.
test.describe.configure({ mode: 'default' });

const contributors = 'ECR Image Replicator contributors';
const isArm = process.arch === 'arm64';
const desktopEntry = 'usr/share/applications/ecr-image-replicator.desktop';
/** What both packages install, among other files. */
const installed = [
  ...[
    'ecr-image-replicator',
    'LICENSE.electron.txt',
    'LICENSES.chromium.html',
    'resources/LICENSE',
    'resources/THIRD-PARTY-NOTICES.txt',
    'resources/app-update.yml',
    'resources/app.asar',
    'resources/ecr-image-replicator-lambda.zip',
    'resources/package-type',
    'resources/sbom.cdx.json',
  ].map((path) => `opt/ECR Image Replicator/${path}`),
  desktopEntry,
  'usr/share/icons/hicolor/48x48/apps/ecr-image-replicator.png',
  'usr/share/icons/hicolor/512x512/apps/ecr-image-replicator.png',
  'usr/share/metainfo/io.github.ecr_image_replicator.ecr_image_replicator.metainfo.xml',
];

let folder: string;
/** The files of the Debian package. */
let files: string;
let packages: LinuxPackages;

test.beforeAll(async () => {
  takePackageTools();
  folder = await mkdtemp(join(tmpdir(), 'linux-packages-'));
  files = join(folder, 'files');
  const { archive } = await takePackage('shipped');
  packages = await makeLinuxPackages(dirname(dirname(archive)), folder);
  await extractDeb(packages.deb, files);
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

test('the Debian package has its fields', async () => {
  expect(Object.fromEntries(await readDebFields(packages.deb))).toEqual({
    Package: 'ecr-image-replicator',
    Version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    License: 'Apache-2.0',
    Vendor: contributors,
    Architecture: isArm ? 'arm64' : 'amd64',
    Maintainer: contributors,
    'Installed-Size': expect.stringMatching(/^[1-9]\d+$/),
    Depends: expect.stringMatching(/\blibgtk-3-0\b.*\blibnss3\b/),
    Section: 'utils',
    Priority: 'optional',
    Homepage: expect.stringMatching(/^https:/),
    Description: expect.stringMatching(/^Copies container images .+\n .+/),
  });
});

test('the Debian package has the app, its licenses, and a desktop entry that opens its links', async () => {
  expect(await readdir(files, { recursive: true })).toEqual(
    expect.arrayContaining([...installed, 'usr/share/doc/ecr-image-replicator/copyright']),
  );
  // By it the app knows that the package manager updates it.
  const packageType = join(files, 'opt/ECR Image Replicator/resources/package-type');
  expect(await readFile(packageType, 'utf8')).toBe('deb');
  const entry = await readFile(join(files, desktopEntry), 'utf8');
  expect(entry.split('\n')).toEqual(
    expect.arrayContaining([
      'Name=ECR Image Replicator',
      'Exec="/opt/ECR Image Replicator/ecr-image-replicator" %U',
      'Icon=ecr-image-replicator',
      'MimeType=x-scheme-handler/ecr-image-replicator;',
      // The name of Electron's windows: `desktopName` of package.json.
      'StartupWMClass=ecr-image-replicator',
      'Categories=Development;',
    ]),
  );
});

test('the tools of Debian and freedesktop.org accept the files of the Debian package', async () => {
  expect(await judgeFiles(files)).toMatch(
    /^\S+\.metainfo\.xml\W+Validation was successful(?:: pedantic: \d+)?\W*$/,
  );
});

test('the rpm has its fields, the same files, and its license where Fedora has it', async () => {
  const format = '%{NAME}\\n%{ARCH}\\n%{LICENSE}\\n%{VENDOR}\\n%{GROUP}\\n%{SUMMARY}\\n%{URL}\\n';
  expect(await queryRpm(packages.rpm, `--queryformat=${format}`)).toEqual([
    'ecr-image-replicator',
    isArm ? 'aarch64' : 'x86_64',
    'Apache-2.0',
    contributors,
    'Development/Tools',
    'Copies container images between Amazon ECR repositories',
    expect.stringMatching(/^https:/),
  ]);
  expect(await queryRpm(packages.rpm, '--requires')).toEqual(expect.arrayContaining(['gtk3', 'nss']));
  expect(await queryRpm(packages.rpm, '--list')).toEqual(
    expect.arrayContaining(
      [...installed, 'usr/share/licenses/ecr-image-replicator/LICENSE'].map((path) => `/${path}`),
    ),
  );
});
