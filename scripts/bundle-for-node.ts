import { isBuiltin } from 'node:module';
import { join, relative } from 'node:path';
import { build } from 'vite';
import { appFolder } from '../e2e/app/launch.ts';

export const licensesName = 'THIRD-PARTY-LICENSES.md';

/** A bundle as vite returns it, reduced to what is checked. */
interface BundleChunk {
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly moduleIds: readonly string[];
}

/**
 * A bundle must run without Electron and without `node_modules`, and carries nothing that is for tests.
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

export interface BundleOptions {
  /** Relative to the project. */
  readonly entry: string;
  readonly fileName: string;
  readonly folder: string;
  /** The oldest version of Node.js that runs it, as `22.15`. */
  readonly oldestNode: string;
  /** The first line. */
  readonly banner?: string;
  readonly define?: Readonly<Record<string, string>>;
}

/**
 * Bundles an entry point with everything that it imports into one ES module for Node.js, with the licenses beside it. It is
 * not minified: its errors name functions, and the SDK's notices stay in place.
 *
 * @throws if the bundle is more than one file or contains what does not belong into it.
 */
export async function bundleForNode({
  entry,
  fileName,
  folder,
  oldestNode,
  banner,
  define = {},
}: BundleOptions): Promise<void> {
  const built = await build({
    root: appFolder,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'warn',
    define: { ...define },
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(appFolder, entry),
      target: `node${oldestNode}`,
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      license: { fileName: licensesName },
      rolldownOptions: {
        output: {
          format: 'es',
          entryFileNames: fileName,
          codeSplitting: false,
          comments: { legal: true, annotation: false, jsdoc: false },
          ...(banner !== undefined && { banner }),
        },
      },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('The bundler did not return one bundle.');
  const chunks = built.output.filter((file) => file.type === 'chunk');
  const [chunk, ...more] = chunks;
  if (!chunk || more.length > 0) throw new Error(`${entry} was bundled to ${chunks.length} files.`);
  const foreign = findForeignParts(chunk);
  if (foreign.length > 0) throw new Error(`The bundle of ${entry} ${foreign.join('; ')}.`);
}
