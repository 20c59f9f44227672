import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { appFolder } from '../e2e/app/launch.ts';
import { archiveName } from '../electron/engine/aws-stack/function-archive.ts';
import { bundleForNode, licensesName } from './bundle-for-node.ts';
import { recordPackages } from './vite/notices/package-records.ts';
import { createZipArchive } from './zip-archive.ts';

const bundleName = 'index.mjs';

/** Where the app and the command line of a checkout look for the archive. */
export const defaultFolder = join(appFolder, 'dist', 'lambda');

const readEntry = async (name: string, folder: string) => ({
  name,
  content: await readFile(join(folder, name)),
});

/** Bundles the AWS Lambda function and writes its archive into a folder. @returns its path. */
export async function writeFunctionArchive(folder: string): Promise<string> {
  const built = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-lambda-'));
  try {
    const { version }: { version: string } = JSON.parse(
      await readFile(join(appFolder, 'package.json'), 'utf8'),
    );
    const ids = await bundleForNode({
      define: { APP_VERSION: JSON.stringify(version) },
      form: 'single',
      entry: 'electron/lambda/index.ts',
      fileName: bundleName,
      folder: built,
      // The runtime nodejs24.x.
      oldestNode: '24.0',
    });
    // The app carries the archive: its packages are in the app's third-party notices.
    await recordPackages(appFolder, 'lambda', ids);
    const entries = [
      await readEntry(bundleName, built),
      await readEntry('LICENSE', appFolder),
      await readEntry(licensesName, built),
    ];
    const path = join(folder, archiveName);
    await mkdir(dirname(path), { recursive: true });
    // Two packagings can run at the same time.
    const temporary = `${path}.${process.pid}`;
    await writeFile(temporary, createZipArchive(entries));
    await rename(temporary, path);
    return path;
  } finally {
    await rm(built, { recursive: true });
  }
}
