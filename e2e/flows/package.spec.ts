import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { appFolder } from '../app/launch.ts';
import type { DebianPackage } from '../packaged/debian-package.ts';
import { judgeDebianPackage, makeDebianPackage, takePackageTools } from '../packaged/debian-package.ts';
import type { PackagedApp } from '../packaged/package-app.ts';
import { packageApp } from '../packaged/package-app.ts';
import { startUnpacked } from '../packaged/start-unpacked.ts';

// Each describe packages the app once, for all of its tests.
test.describe.configure({ mode: 'default' });

let output: string;
let packaged: PackagedApp;

const packageBeforehand = (...options: readonly string[]): void => {
  test.beforeAll(async () => {
    output = await mkdtemp(join(tmpdir(), 'package-'));
    packaged = await packageApp(output, ...options);
  });
  test.afterAll(() => rm(output, { recursive: true, force: true }));
};

/** The fuses of the packaged executable by their names, read back from it. */
async function readFuses(): Promise<Record<string, string>> {
  const { version: _version, ...states } = await getCurrentFuseWire(packaged.executable);
  return Object.fromEntries(
    Object.entries(states).map(([index, state]) => [
      FuseV1Options[Number(index)] ?? index,
      FuseState[Number(state)] ?? String(state),
    ]),
  );
}

const shippedFuses = {
  RunAsNode: 'DISABLE',
  EnableCookieEncryption: 'ENABLE',
  EnableNodeOptionsEnvironmentVariable: 'DISABLE',
  EnableNodeCliInspectArguments: 'DISABLE',
  EnableEmbeddedAsarIntegrityValidation: 'ENABLE',
  OnlyLoadAppFromAsar: 'ENABLE',
  LoadBrowserProcessSpecificV8Snapshot: 'DISABLE',
  GrantFileProtocolExtraPrivileges: 'DISABLE',
  WasmTrapHandlers: 'ENABLE',
};

test.describe('the shipped package', () => {
  packageBeforehand();

  test('contains its built files and nothing else', async () => {
    const { archive } = packaged;
    const listed = listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    const built = await Promise.all(
      ['out/main', 'out/preload', 'out/renderer'].map(async (folder) => {
        const entries = await readdir(join(appFolder, folder), { recursive: true });
        return [folder, ...entries.map((entry) => `${folder}/${entry}`)];
      }),
    );
    const expected = ['out', 'package.json', ...built.flat().filter((path) => !path.endsWith('.map'))];
    expect(listed.toSorted()).toEqual(expected.map((path) => `/${path.replaceAll('\\', '/')}`).toSorted());

    const manifest: unknown = JSON.parse(extractFile(archive, 'package.json').toString());
    expect(manifest).toMatchObject({ name: 'ecr-image-replicator', main: 'out/main/main.cjs' });
    expect(listed).toEqual(
      expect.arrayContaining(['/out/main/main.cjs', '/out/preload/preload.cjs', '/out/renderer/index.html']),
    );

    const folders = listed.filter((path) => listed.some((other) => other.startsWith(`${path}/`)));
    const files = listed.filter((path) => !folders.includes(path));
    const naming = files.filter((path) => extractFile(archive, path.slice(1)).includes(appFolder));
    expect(naming, 'no file names a folder of the machine it was built on').toEqual([]);
  });

  test('has the function that an export for AWS deploys, and its licenses', async () => {
    const resources = dirname(packaged.archive);
    expect(await readdir(resources)).toContain('ecr-image-replicator-lambda.zip');
    expect(await readFile(join(resources, 'LICENSE'), 'utf8')).toContain('Apache License');
  });

  test('has the licenses and the list of the packages in it', async () => {
    const folder = dirname(packaged.archive);
    const notices = await readFile(join(folder, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    // Of the main process, of the window, of the function, and the font in a style sheet.
    for (const name of ['commander', 'react-dom', '@aws-sdk/client-lambda', 'Open Sans'])
      expect(notices).toMatch(new RegExp(`^${name},? `, 'm'));
    expect(notices).not.toContain('contains no license file');
    const sbom = await readFile(join(folder, 'sbom.cdx.json'), 'utf8');
    expect(sbom).toContain('"purl": "pkg:npm/react-dom@');
    expect(sbom).not.toContain('"purl": "pkg:npm/vitest@');
  });

  test('has every fuse set', async () => {
    expect(await readFuses()).toEqual(shippedFuses);
  });

  for (const given of [
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect=0',
    '--inspect-brk',
    '--js-flags=--expose-gc',
    '--disable-web-security',
  ]) {
    test(`rejects ${given} before it does anything else`, async ({ colorScheme: _unused }, testInfo) => {
      const start = await startUnpacked(packaged.archive, testInfo.outputPath('start'), [given]);
      const [name] = given.split('=');
      expect(start).toEqual({
        code: 2,
        stderr: `The switch ${name} is not allowed: it gives a debugger access to the app or disables a restriction of its window.\n`,
        used: [],
        written: [],
      });
    });
  }

  // Debian's tools exist on Linux only.
  if (process.platform === 'linux') {
    test.describe('as a Debian package', () => {
      let debian: DebianPackage;
      test.beforeAll(async () => {
        takePackageTools();
        debian = await makeDebianPackage(dirname(dirname(packaged.archive)), join(output, 'debian'));
      });

      test('has the fields of a Debian package', () => {
        const { fields } = debian;
        expect(Object.fromEntries(fields)).toEqual({
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
        const files = await readdir(debian.files, { recursive: true });
        const app = 'opt/ECR Image Replicator';
        const metadata = 'io.github.ecr_image_replicator.ecr_image_replicator';
        expect(files).toEqual(
          expect.arrayContaining([
            `${app}/ecr-image-replicator`,
            `${app}/LICENSE.electron.txt`,
            `${app}/LICENSES.chromium.html`,
            `${app}/resources/LICENSE`,
            `${app}/resources/app.asar`,
            `${app}/resources/ecr-image-replicator-lambda.zip`,
            'usr/share/applications/ecr-image-replicator.desktop',
            'usr/share/doc/ecr-image-replicator/copyright',
            'usr/share/icons/hicolor/scalable/apps/ecr-image-replicator.svg',
            `usr/share/metainfo/${metadata}.metainfo.xml`,
          ]),
        );
        const entry = await readFile(
          join(debian.files, 'usr/share/applications/ecr-image-replicator.desktop'),
          'utf8',
        );
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
    });
  }

  test('starts without such a switch', async ({ colorScheme: _unused }, testInfo) => {
    const { used } = await startUnpacked(packaged.archive, testInfo.outputPath('start'), ['--no-sandbox']);
    expect(used).toEqual(['protocol']);
  });
});

test.describe('the testable package', () => {
  packageBeforehand('--testable');

  test('has the fuses of the shipped one, but lets its main process be debugged', async () => {
    expect(await readFuses()).toEqual({ ...shippedFuses, EnableNodeCliInspectArguments: 'ENABLE' });
  });

  test('starts with a debugging switch', async ({ colorScheme: _unused }, testInfo) => {
    const { used } = await startUnpacked(packaged.archive, testInfo.outputPath('start'), [
      '--inspect=0',
      '--remote-debugging-port=0',
    ]);
    expect(used).toEqual(['protocol']);
  });

  test('contains the same files, built separately from the shipped ones', () => {
    const files = listPackage(packaged.archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    expect(files).toContain('/out/testable/main/main.cjs');
    expect(files.filter((path) => /^\/out\/(?!testable)/.test(path))).toEqual([]);
  });
});
