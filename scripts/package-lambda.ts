import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { appFolder } from '../e2e/app/launch.ts';
import { bundleForNode, licensesName } from './bundle-for-node.ts';
import { createZipArchive } from './zip-archive.ts';

// npm run package:lambda: the function for AWS Lambda as a zip archive in dist/lambda/; `-- --output <folder>` puts it
// elsewhere. The folder `package` beside it has the same files.
const { values } = parseArgs({ options: { output: { type: 'string' } } });
const output = resolve(values.output ?? join(appFolder, 'dist/lambda'));
const folder = join(output, 'package');
const bundleName = 'index.mjs';

await mkdir(folder, { recursive: true });
await bundleForNode({
  entry: 'electron/lambda/index.ts',
  fileName: bundleName,
  folder,
  // The runtime nodejs24.x.
  oldestNode: '24.0',
});
await writeFile(join(folder, 'LICENSE'), await readFile(join(appFolder, 'LICENSE')));

const names = [bundleName, 'LICENSE', licensesName];
const entries = await Promise.all(
  names.map(async (name) => ({ name, content: await readFile(join(folder, name)) })),
);
const archive = createZipArchive(entries);
const path = join(output, 'ecr-image-replicator-lambda.zip');
await writeFile(path, archive);
console.log(`${path} (${Math.ceil(archive.length / 1024)} KiB)`);
