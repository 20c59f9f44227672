import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { createFolderSync } from '../engine/files/create-folder-sync.ts';
import { findCompiledFolder } from './compile-cache.ts';

/** Milliseconds after which a long command keeps its code: later, V8 discards the code of functions that ran at the start. */
const longStart = 3_000;

/** A command has executed other functions than another one, and V8 refuses what another version or other flags made. */
function findFolder(): string | undefined {
  const { NODE_COMPILE_CACHE: given, NODE_DISABLE_COMPILE_CACHE: disabled } = process.env;
  const folder = given || findCompiledFolder();
  if (disabled === '1' || !folder) return undefined;
  const [, , command = ''] = process.argv;
  const name = [process.version, process.arch, ...process.execArgv, /^[a-z]+$/.test(command) ? command : ''];
  return join(
    folder,
    name
      .join('-')
      .replaceAll(/[^\w.=-]/g, '_')
      .slice(0, 120),
  );
}

const readIfThere = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};

/**
 * Keeps the functions that a command executes for its next start, of the CommonJS files that are loaded from here on. The
 * cache of Node.js has a file as it is before its first line runs: most functions are then compiled again in each process.
 * The names of the bundle's files have a hash of their content, so that names identify code.
 *
 * `NODE_COMPILE_CACHE` names another folder, and `NODE_DISABLE_COMPILE_CACHE=1` prevents it. Without a folder, or with one
 * that cannot be written, nothing is kept.
 */
export function keepExecutedCode(): void {
  const folder = findFolder();
  if (folder === undefined) return;
  const unkept: (readonly [path: string, script: Script])[] = [];

  createRequire(import.meta.url).extensions['.cjs'] = (module, filename) => {
    const path = join(folder, basename(filename));
    const cachedData = readIfThere(path);
    const source = Module.wrap(readFileSync(filename, 'utf8'));
    const script = new Script(source, { filename, ...(cachedData && { cachedData }) });
    if (!cachedData || script.cachedDataRejected) unkept.push([path, script]);
    const run = script.runInThisContext();
    run.call(
      module.exports,
      module.exports,
      module.require.bind(module),
      module,
      filename,
      dirname(filename),
    );
  };

  const keep = (): void => {
    try {
      if (unkept.length > 0) createFolderSync(folder, 0o700);
      for (const [path, script] of unkept.splice(0)) {
        // Another process can read or write the same file.
        const written = `${path}.${process.pid}`;
        writeFileSync(written, script.createCachedData(), { mode: 0o600 });
        renameSync(written, path);
      }
    } catch {
      // The next start compiles again.
    }
  };
  setTimeout(keep, longStart).unref();
  // A command that failed has not executed what a successful one does.
  process.once('exit', (code) => {
    if (code === 0) keep();
  });
}
