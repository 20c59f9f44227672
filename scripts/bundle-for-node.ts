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
 * @param chunkNames the files of the bundle.
 * @returns a sentence for everything in the bundle that breaks this rule.
 */
export function findForeignParts(
  { fileName, imports, dynamicImports, moduleIds }: BundleChunk,
  chunkNames: readonly string[] = [fileName],
): readonly string[] {
  const sources = moduleIds.map((id) => relative(appFolder, id).replaceAll('\\', '/'));
  return [
    ...[...imports, ...dynamicImports]
      .filter((name) => !chunkNames.includes(name) && !isBuiltin(name))
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
  /**
   * `single`: one ES module. `split`: what is imported dynamically becomes CommonJS files of their own, in `chunksFolder`,
   * which start faster than ES modules: an import of `node:http` or `node:process` evaluates every export of it, such as
   * the whole `fetch`.
   */
  readonly form: 'single' | 'split';
}

/** The folder of the files beside the entry point. */
export const chunksFolder = 'chunks';

/**
 * Bundles an entry point with everything that it imports for Node.js, with the licenses beside it. It is not minified: its
 * errors name functions, and the SDK's notices stay in place.
 *
 * @returns the ids of all modules in it: absolute paths, and names of the bundler for what it adds.
 * @throws if the bundle contains what does not belong into it.
 */
export async function bundleForNode({
  entry,
  fileName,
  folder,
  oldestNode,
  banner,
  define = {},
  form,
}: BundleOptions): Promise<readonly string[]> {
  const isSplit = form === 'split';
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
        // Otherwise the bundler may put what all files share into the entry point, which they then load again.
        experimental: { chunkOptimization: false },
        output: {
          format: isSplit ? 'cjs' : 'es',
          dynamicImportInCjs: false,
          entryFileNames: fileName,
          codeSplitting: isSplit,
          chunkFileNames: `${chunksFolder}/[name]-[hash].cjs`,
          comments: { legal: true, annotation: false, jsdoc: false },
          ...(banner !== undefined && { banner: ({ isEntry }) => (isEntry ? banner : '') }),
        },
      },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('The bundler did not return one bundle.');
  const chunks = built.output.filter((file) => file.type === 'chunk');
  const names = chunks.map((chunk) => chunk.fileName);
  const foreign = chunks.flatMap((chunk) => findForeignParts(chunk, names));
  if (foreign.length > 0) throw new Error(`The bundle of ${entry} ${foreign.join('; ')}.`);
  return chunks.flatMap(({ moduleIds }) => moduleIds);
}
