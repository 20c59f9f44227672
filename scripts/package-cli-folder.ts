import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appFolder } from '../e2e/app/launch.ts';
import { createManual } from '../electron/cli/manual/create-manual.ts';
import { archiveName } from '../electron/engine/aws-stack/function-archive.ts';
import { chunksFolder, licensesName } from './bundle-for-node.ts';
import { bundleName, oldestNode } from './package-cli-bundle.ts';

/** What the package takes over from the project's package.json. */
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
  author: z.object({ name: z.string() }),
  homepage: z.url(),
  repository: z.object({ type: z.string(), url: z.string() }),
  bugs: z.object({ url: z.url() }),
});

type Manifest = z.infer<typeof manifestSchema>;

/** @returns the rows of the first table of a Markdown document. */
function firstTable(document: string): string {
  const [, table] = /(?:^|\n)(\|[^]*?)\n\n/.exec(document) ?? [];
  if (table === undefined) throw new Error('docs/cli.md has no table of the commands.');
  return table;
}

const formatReadme = (
  { description, homepage, license }: Manifest,
  cliDocument: string,
): string => `# ECR Image Replicator

${description} This package is the command line, without Electron and without dependencies.

\`\`\`sh
ecr-image-replicator plan      --source-profile build      --source team/api:1.4.0 \\
                               --destination-profile production --destination team/api
ecr-image-replicator replicate --source-profile build      --source team/api:1.4.0 \\
                               --destination-profile production --destination team/api
\`\`\`

${firstTable(cliDocument)}

\`ecr-image-replicator <command> --help\` lists the options. With \`NODE_OPTIONS="--expose-gc --max-semi-space-size=4"\` the command uses less memory.
The exit code is 0 when everything is at the destination, 1 when something failed, 2 for wrong usage, 130 when interrupted.

Documents: ${homepage}. License: ${license}; licenses of the bundled packages: ${licensesName}.
`;

/** The manual page, which `npm install --global` adds to those of the system. */
export const manualName = 'ecr-image-replicator.1';

/** Reads a file of the project. */
const read = (name: string): Promise<string> => readFile(join(appFolder, name), 'utf8');

/** Writes what a package needs beside the bundle: package.json, LICENSE and README. @returns name and version. */
export async function writePackageFiles(folder: string): Promise<Pick<Manifest, 'name' | 'version'>> {
  const manifest = manifestSchema.parse(JSON.parse(await read('package.json')));
  const packageManifest = {
    ...manifest,
    type: 'module',
    bin: { 'ecr-image-replicator': bundleName },
    man: [`./${manualName}`],
    engines: { node: `>=${oldestNode}` },
    files: [bundleName, chunksFolder, licensesName, archiveName, manualName],
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(packageManifest, null, 2)}\n`);
  await writeFile(join(folder, 'README.md'), formatReadme(manifest, await read('docs/cli.md')));
  await writeFile(join(folder, manualName), await createManual(manifest.version));
  await cp(join(appFolder, 'LICENSE'), join(folder, 'LICENSE'));
  return manifest;
}
