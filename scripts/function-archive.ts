import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { appFolder } from '../e2e/app/launch.ts';
import { archiveName } from '../electron/engine/aws-stack/function-archive.ts';
import { bundleForNode, licensesName } from './bundle-for-node.ts';
import { createZipArchive } from './zip-archive.ts';

const bundleName = 'index.mjs';

/** Where the app and the command line of a checkout look for the archive. */
export const defaultFolder = join(appFolder, 'dist', 'lambda');

/** Bundles the AWS Lambda function and writes its archive into a folder. @returns its path. */
export async function writeFunctionArchive(folder: string): Promise<string> {
  const built = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-lambda-'));
  try {
    await bundleForNode({
      entry: 'electron/lambda/index.ts',
      fileName: bundleName,
      folder: built,
      // The runtime nodejs24.x.
      oldestNode: '24.0',
    });
    const entry = async (name: string, from: string) => ({ name, content: await readFile(join(from, name)) });
    const entries = [
      await entry(bundleName, built),
      await entry('LICENSE', appFolder),
      await entry(licensesName, built),
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

/** electron-builder calls it before it packs: the app carries the archive as a resource. */
export default async function addFunctionArchive(): Promise<void> {
  await writeFunctionArchive(defaultFolder);
}
