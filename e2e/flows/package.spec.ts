import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { appFolder } from '../app/launch.ts';
import type { PackagedApp } from '../packaged/package-app.ts';
import type { PackageVariant } from '../packaged/take-package.ts';
import { takePackage } from '../packaged/take-package.ts';

/** What the packages contain; e2e/packaged/packaged-app.spec.ts starts them. */
test.describe.configure({ mode: 'default' });

let packaged: PackagedApp;

const packageBeforehand = (variant: PackageVariant): void =>
  test.beforeAll(async () => {
    packaged = await takePackage(variant);
  });

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
  packageBeforehand('shipped');

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
    expect(notices).not.toContain('The package contains no license file.');
    const sbom = await readFile(join(folder, 'sbom.cdx.json'), 'utf8');
    expect(sbom).toContain('"purl": "pkg:npm/react-dom@');
    expect(sbom).not.toContain('"purl": "pkg:npm/vitest@');
  });

  test('has every fuse set', async () => {
    expect(await readFuses()).toEqual(shippedFuses);
  });
});

test.describe('the testable package', () => {
  packageBeforehand('testable');

  test('has the fuses of the shipped one, but lets its main process be debugged', async () => {
    expect(await readFuses()).toEqual({ ...shippedFuses, EnableNodeCliInspectArguments: 'ENABLE' });
  });

  test('contains the same files, built separately from the shipped ones', () => {
    const files = listPackage(packaged.archive, { isPack: false }).map((path) => path.replaceAll('\\', '/'));
    expect(files).toContain('/out/testable/main/main.cjs');
    expect(files.filter((path) => /^\/out\/(?!testable)/.test(path))).toEqual([]);
  });
});
