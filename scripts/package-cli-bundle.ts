import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { appFolder } from '../e2e/app/launch.ts';

/** The file of the bundle, which is the package's command. */
export const bundleName = 'cli.mjs';

/** The first Node.js with `tls.getCACertificates`, which the engine imports. The scripts of the project run on a later one. */
export const oldestNode = '22.15';

export const licensesName = 'THIRD-PARTY-LICENSES.md';

/** A bundle as vite returns it, reduced to what is checked. */
interface BundleChunk {
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly moduleIds: readonly string[];
}

/**
 * The command must run without Electron and without `node_modules`, and carries nothing that is for tests.
 * @returns a sentence for everything in the bundle that breaks this rule.
 */
export function findForeignParts({
  fileName,
  imports,
  dynamicImports,
  moduleIds,
}: BundleChunk): readonly string[] {
  const sources = moduleIds.map((id) => relative(appFolder, id).replaceAll('\\', '/'));
  return [
    ...[...imports, ...dynamicImports]
      .filter((name) => name !== fileName && !isBuiltin(name))
      .map((name) => `imports ${name}, which is not part of Node.js`),
    ...sources
      .filter((source) =>
        /^electron\/(?:local-ecr|testing|app\/main|ipc)\/|^node_modules\/electron\//.test(source),
      )
      .map((source) => `contains ${source}`),
  ];
}

/**
 * Bundles the command line with everything that it imports into one ES module for Node.js.
 *
 * The bundle is not minified: its errors name functions, and the SDK's notices stay in place. Its first line starts `node`
 * without `--expose-gc`, because that needs `env -S`, which the `env` of Alpine Linux (BusyBox) and of OpenBSD does not
 * have. npm's shims for Windows would pass the option on. `NODE_OPTIONS=--expose-gc` has the same effect everywhere.
 *
 * @throws if the bundle is more than one file or contains what does not belong into it.
 */
export async function bundleCli(folder: string): Promise<void> {
  const built = await build({
    root: appFolder,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    define: { MANIFEST_PATH: JSON.stringify('./package.json') },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(appFolder, 'electron/cli.ts'),
      target: `node${oldestNode}`,
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      license: { fileName: licensesName },
      rolldownOptions: {
        output: {
          format: 'es',
          entryFileNames: bundleName,
          codeSplitting: false,
          comments: { legal: true, annotation: false, jsdoc: false },
          banner: '#!/usr/bin/env node',
        },
      },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('The bundler did not return one bundle.');
  const chunks = built.output.filter((file) => file.type === 'chunk');
  const [chunk, ...more] = chunks;
  if (!chunk || more.length > 0) throw new Error(`The command line was bundled to ${chunks.length} files.`);
  const foreign = findForeignParts(chunk);
  if (foreign.length > 0) throw new Error(`The bundle of the command line ${foreign.join('; ')}.`);
}
