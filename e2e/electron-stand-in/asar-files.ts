import { extractFile } from '@electron/asar';
import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Functions that read in other ways; left as they are, they would report every file of the archive as missing. */
const notProvided = {
  sync: ['accessSync', 'createReadStream', 'existsSync', 'openSync', 'readdirSync', 'statSync'],
  promises: ['open', 'opendir', 'readdir', 'stat'],
} as const;

type IsInside = (path: unknown) => path is string;
type Read = (path: string, options?: unknown) => unknown;

function readEntry(archive: string, path: string): Buffer {
  try {
    return extractFile(archive, path.slice(archive.length + 1));
  } catch {
    throw Object.assign(new Error(`ENOENT, ${path} not found in ${archive}`), { code: 'ENOENT' });
  }
}

/** @param options of a function that reads a file: an encoding, or an object that has one. */
function decode(content: Buffer, options: unknown): Buffer | string {
  const encoding: unknown =
    typeof options === 'object' && options && 'encoding' in options ? options.encoding : options;
  return typeof encoding === 'string' && Buffer.isEncoding(encoding) ? content.toString(encoding) : content;
}

/** Replaces a function for the paths inside the archive. */
function replaceInside(owner: object, name: string, isInside: IsInside, read: Read): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new Error(`fs has no ${name}.`);
  Reflect.set(owner, name, (...args: readonly unknown[]): unknown => {
    const [path, options] = args;
    return isInside(path) ? read(path, options) : Reflect.apply(original, owner, args);
  });
}

/** Lets CommonJS modules of the archive be required, by a path or from each other. */
function loadModules(archive: string, isInside: IsInside): void {
  const isModule = (url: string): boolean => url.startsWith('file:') && isInside(fileURLToPath(url));
  registerHooks({
    resolve(specifier, context, next) {
      const { parentURL = 'file:///' } = context;
      const isRelative = /^\.{1,2}\//.test(specifier);
      if (!isRelative && !isInside(specifier)) return next(specifier, context);
      const { href } = isRelative ? new URL(specifier, parentURL) : pathToFileURL(specifier);
      return isModule(href)
        ? { url: href, format: 'commonjs', shortCircuit: true }
        : next(specifier, context);
    },
    load: (url, context, next) =>
      isModule(url)
        ? { format: 'commonjs', source: readEntry(archive, fileURLToPath(url)), shortCircuit: true }
        : next(url, context),
  });
}

/**
 * Makes an archive readable as a folder, as Electron does, for what apps use here: `require`, `readFileSync` and
 * `promises.readFile`. https://www.electronjs.org/docs/latest/tutorial/asar-archives#node-api
 */
export function openArchive(archive: string): void {
  const isInside: IsInside = (path): path is string =>
    typeof path === 'string' && path.startsWith(`${archive}${sep}`);
  const read: Read = (path, options) => decode(readEntry(archive, path), options);
  replaceInside(fs, 'readFileSync', isInside, read);
  replaceInside(fs.promises, 'readFile', isInside, async (...args) => read(...args));
  const refuse =
    (name: string): Read =>
    () => {
      throw new Error(`not provided by the stand-in: fs.${name} in an archive`);
    };
  for (const name of notProvided.sync) replaceInside(fs, name, isInside, refuse(name));
  for (const name of notProvided.promises) replaceInside(fs.promises, name, isInside, refuse(name));
  syncBuiltinESMExports();
  loadModules(archive, isInside);
}
